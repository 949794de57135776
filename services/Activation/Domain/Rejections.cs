using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Domain;

/// <summary>Everything that this service refuses, by name. Refusals about the license itself carry the code of its verdict.</summary>
internal static class Rejections
{
    public static readonly Rejection IdentifierInvalid = new("activation.identifier-invalid", "The identifier is empty, too long, or not a host name.", 422);
    public static readonly Rejection LicenseUnknown = new("activation.license-unknown", "This license is not known here, or not yet.", StatusCodes.Status404NotFound);
    public static readonly Rejection IdTaken = new("id-taken", "Something else was created under this id.");

    /// <summary>The device may not be activated, whatever the slots.</summary>
    public static Rejection Refused(Verdict verdict) => new(verdict.Code, verdict.Detail, StatusCodes.Status403Forbidden);

    public static Rejection LimitReached(int used, int limit)
    {
        var verdict = Verdicts.LimitReached(used, limit);
        return new(verdict.Code, verdict.Detail, StatusCodes.Status409Conflict);
    }
}
