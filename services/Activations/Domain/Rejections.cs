using System.Globalization;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Domain;

/// <summary>Everything that this service refuses, by name. Refusals about the license itself carry the code of its verdict.</summary>
internal static class Rejections
{
    public static readonly Rejection IdentifierInvalid = new(
        "activation.identifier-invalid",
        "The identifier is empty, too long, or not a host name.",
        422
    );
    public static readonly Rejection FingerprintInvalid = new(
        "activation.fingerprint-invalid",
        "The fingerprint has too many components, or one without a name or a value.",
        422
    );

    public static Rejection TooFewComponents(int minimum, int real) =>
        new(
            "activation.fingerprint-too-small",
            $"This license recognises a device by at least {minimum} components that identify it; {real} came. Placeholders do not count.",
            422
        );

    public static Rejection WordUnknown(string word, IEnumerable<string> known) =>
        new(
            "activation.platform-unknown",
            $"There is no file for \"{word}\". There are files for: {string.Join(", ", known)}.",
            422
        );

    public static readonly Rejection VersionInvalid = new(
        "activation.version-invalid",
        "This is not a version. Versions look like 2.4.0.",
        422
    );
    public static readonly Rejection LicenseUnknown = new(
        "activation.license-unknown",
        "This license is not known here. If it is new, try again in a few seconds.",
        StatusCodes.Status404NotFound
    );
    public static readonly Rejection IdTaken = new("id-taken", "Something else was created under this id.");
    public static readonly Rejection IdMissing = new(
        "batch.id-missing",
        "Each activation of a batch has an id, so that the batch can be sent again.",
        422
    );

    public static readonly Rejection KeyInvalid = new(
        "idempotency-key-invalid",
        "An Idempotency-Key has 255 characters at most.",
        422
    );
    public static readonly Rejection KeyReused = new(
        "idempotency-key-reused",
        "This Idempotency-Key was sent with another request before.",
        422
    );
    public static readonly Rejection OfflineNotAllowed = new(
        "activation.offline-not-allowed",
        "This license does not allow offline activation.",
        StatusCodes.Status403Forbidden
    );
    public static readonly Rejection OfflineRequestInvalid = new(
        "activation.offline-request-invalid",
        "This is not a request file from the software, or a part of it is missing.",
        422
    );
    public static readonly Rejection ProofInvalid = new(
        "activation.proof-invalid",
        "The request does not prove that the license file was removed.",
        422
    );
    public static readonly Rejection KeyInUse = new(
        "signing-key.in-use",
        "This key signs. Rotate first; it can be removed when another one has taken over."
    );
    public static readonly Rejection BodyUnreadable = new(
        "bad-request",
        "The body is neither a JSON object nor a form.",
        StatusCodes.Status400BadRequest
    );
    public static readonly Rejection ProductUnknown = new(
        "activation.product-unknown",
        "This product is not known here. If it is new, try again in a few seconds.",
        StatusCodes.Status404NotFound
    );
    public static readonly Rejection ApiKeyTaken = new("api-key.taken", "This API key is in use already.");
    public static readonly Rejection ApiKeyWeak = new(
        "api-key.weak",
        "An API key of your own has 16 to 256 characters without spaces.",
        422
    );
    public static readonly Rejection OperationUnknown = new(
        "api-key.operation-unknown",
        "An API key is for operations by the names of their addresses.",
        422
    );
    public static readonly Rejection NetworkInvalid = new(
        "api-key.network-invalid",
        "An allowed address is an IP address or a network such as 192.0.2.0/24.",
        422
    );
    public static readonly Rejection PrivateKeyUnusable = new(
        "product-key.unusable",
        "This is no RSA private key in PEM of 2048 to 8192 bits.",
        422
    );
    public static readonly Rejection RateLimited = new(
        "RATE_LIMITED",
        "Too many requests with this key. Try again later.",
        StatusCodes.Status429TooManyRequests
    );

    public static Rejection WrongKind(Binding binding) =>
        new(
            "activation.wrong-kind",
            binding == Binding.Domain
                ? "This license is for domains, not for devices."
                : "This license is for devices, not for domains.",
            StatusCodes.Status403Forbidden
        );

    /// <summary>The device may not be activated, even with a free slot.</summary>
    public static Rejection Refused(Verdict verdict) =>
        new(verdict.Code, verdict.Detail, StatusCodes.Status403Forbidden);

    /// <summary>The device is not, or no longer, valid.</summary>
    public static Rejection NoLongerValid(Verdict verdict) =>
        new(verdict.Code, verdict.Detail, StatusCodes.Status409Conflict);

    /// <param name="freeAgainAt">When the first of the license files ends that hold slots of deactivated devices; null: none does.</param>
    public static Rejection LimitReached(int used, int limit, DateTimeOffset? freeAgainAt)
    {
        var verdict = Verdicts.LimitReached(used, limit, freeAgainAt);
        return new Rejection(verdict.Code, verdict.Detail, StatusCodes.Status409Conflict).With(
            "freeAgainAt",
            freeAgainAt
        );
    }

    public static Rejection QuotaReached(DeactivationQuota quota) =>
        new(
            VerdictCode.DeactivationQuotaReached,
            $"{quota.Used} of {quota.Limit} remote deactivations in {quota.PeriodDays} days have been used."
                + (
                    quota.ResetsAt is { } at
                        ? $" The next one is possible on {at.UtcDateTime.ToString("MMM d, yyyy", CultureInfo.InvariantCulture)}."
                        : " Your vendor can deactivate it."
                )
        )
        {
            Facts = new Dictionary<string, object?>
            {
                ["used"] = quota.Used,
                ["limit"] = quota.Limit,
                ["resetsAt"] = quota.ResetsAt,
            },
        };
}
