using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Activations.Validation;
using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;
using Portal.ServiceDefaults;
using ValidationResult = Portal.Activations.Validation.ValidationResult;

namespace Portal.Activations.Features.Customer;

/// <summary>
/// The verdict that the software gets on a device, with every rule and its outcome; and of a device that is not active, what
/// activating it would answer. No side effects.
/// </summary>
internal static class Diagnose
{
    private const int MaxFreeable = 5;

    /// <param name="ActivationId">One of the license's devices; else <paramref name="Identifier"/> says which.</param>
    /// <param name="Identifier">Of a device or a domain in any spelling, or the name of one of the license's devices.</param>
    /// <param name="Version">Of the software, for example 2.4.0.</param>
    public sealed record Request(
        Guid LicenseId,
        Guid? ActivationId,
        [property: MaxLength(255)] string? Identifier,
        [property: MaxLength(64)] string? Version
    );

    public sealed record Response(bool Valid, string Code, string Detail, IReadOnlyList<RuleOutcome> Rules)
    {
        /// <summary>The device that was found; null if this license was never activated on it.</summary>
        public ActivationRow? Device { get; init; }

        /// <summary>Null unless the device was deactivated.</summary>
        public Ending? Deactivated { get; init; }

        /// <summary>Null for an active device, and when no device was named.</summary>
        public Activating? Activating { get; init; }

        /// <summary>When slots are missing: devices of the license, the longest unseen first. Else empty.</summary>
        public IReadOnlyList<ActivationRow> Freeable { get; init; } = [];

        /// <summary>How many of them the customer may still free.</summary>
        public DeactivationQuota? Quota { get; init; }
    }

    /// <param name="UserId">Who of the account did it; null if it was somebody else, or is not known.</param>
    public sealed record Ending(DateTimeOffset At, HistoryActor By, Guid? UserId);

    /// <summary>What activating the device would answer now.</summary>
    /// <param name="Code">VALID, or why it would be refused.</param>
    public sealed record Activating(bool Allowed, string Code, string Detail, int UsedSlots, int? ActivationLimit);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/diagnostics", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        Caller caller,
        ActivationDb db,
        LicenseValidator validator,
        ActivationDecision decision,
        History history,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (
            await db
                .Licenses.AsNoTracking()
                .VisibleTo(caller)
                .SingleOrDefaultAsync(row => row.Id == request.LicenseId, cancellationToken)
            is not { } license
        )
            return Problems.NotFound();
        var (text, version) = (NullIfEmpty(request.Identifier), NullIfEmpty(request.Version));
        if (version is not null && !ProductVersion.TryParse(version, out _))
            return Rejections.VersionInvalid.ToProblem();
        var readings = Readings(license, text).ToList();
        if (text is not null && readings.Count == 0)
            return Rejections.IdentifierInvalid.ToProblem();

        var validation = new ValidationRequest { Version = version };
        var result = request.ActivationId is { } activationId
            ? await validator.Preview(TypedKey.Stored(license.KeyHash), activationId, validation, cancellationToken)
            : await Find(license, text, readings, validation, db, validator, cancellationToken);
        if (result is null)
            return Problems.NotFound();

        var device = result.Activation is { Id: var id }
            ? await db.ActivationsVisibleTo(caller)
                .SingleOrDefaultAsync(row => row.Activation.Id == id, cancellationToken)
            : null;
        var preview = ToActivationRequest(result.Activation, readings, version) is { } activationRequest
            ? await decision.Preview(license, activationRequest, cancellationToken)
            : (Result<Admitted>?)null;
        var isFull =
            VerdictCode.ActivationLimitReached == preview?.Rejection?.Code
            || result.Verdict.Code == VerdictCode.LimitExceeded;
        return TypedResults.Ok(
            new Response(
                result.Verdict.Valid,
                result.Verdict.Code,
                result.Verdict.Detail,
                Verdicts.Explain(result.Question)
            )
            {
                Device = device is null ? null : ActivationRow.Of(device, clock.GetUtcNow()),
                Deactivated = result.Activation is { DeactivatedAt: { } at } ended
                    ? new(at, History.ActorOf(ended.DeactivatedBy), await history.WhoEnded(ended, cancellationToken))
                    : null,
                Activating = preview is null ? null : Answer(preview.Value, license),
                Freeable = isFull ? await Freeable(license, caller, db, clock.GetUtcNow(), cancellationToken) : [],
                Quota = isFull ? await db.Quota(license, clock.GetUtcNow(), cancellationToken) : null,
            }
        );
    }

    private static string? NullIfEmpty(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>What the text may mean on this license, the most likely first.</summary>
    private static IEnumerable<Identifier> Readings(LicenseCopy license, string? text)
    {
        var isDomain = Identifier.TryParse(text, ActivationKind.Domain, out var domain);
        var isHost =
            isDomain && (domain.Value.Contains('.', StringComparison.Ordinal) || LocalDomains.Has(domain.Value));
        var domainFirst = isHost && license.Terms.Binding != Binding.Hardware;
        if (isDomain && domainFirst)
            yield return domain;
        if (Identifier.TryParse(text, ActivationKind.Hardware, out var hardware))
            yield return hardware;
        if (isDomain && !domainFirst)
            yield return domain;
    }

    private static async Task<ValidationResult?> Find(
        LicenseCopy license,
        string? text,
        List<Identifier> readings,
        ValidationRequest validation,
        ActivationDb db,
        LicenseValidator validator,
        CancellationToken cancellationToken
    )
    {
        if (text is null)
            return await validator.Preview(TypedKey.Stored(license.KeyHash), validation, cancellationToken);
        ValidationResult? first = null;
        foreach (var reading in readings)
        {
            var result = await validator.Preview(
                TypedKey.Stored(license.KeyHash),
                validation with
                {
                    Identifier = reading,
                },
                cancellationToken
            );
            if (result.Activation is not null)
                return result;
            first ??= result;
        }
        var name = SearchPattern.Exactly(text);
        var called = await db
            .Activations.Where(row => row.LicenseId == license.Id && EF.Functions.ILike(row.Name!, name, @"\"))
            .OrderBy(row => row.DeactivatedAt != null)
            .ThenByDescending(row => row.FirstSeenAt)
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return called is { } id
            ? await validator.Preview(TypedKey.Stored(license.KeyHash), id, validation, cancellationToken)
            : first;
    }

    /// <summary>The device as its program would name it to activate it; null if it is active, or there is none.</summary>
    private static ActivationRequest? ToActivationRequest(Activation? last, List<Identifier> readings, string? version)
    {
        if (last is { DeactivatedAt: null })
            return null;
        if (last is null)
            return readings.Count == 0 ? null : new() { Identifier = readings[0], Version = version };
        Identifier.TryParse(last.Identifier, last.Kind, out var identifier);
        Fingerprint.TryReadStored(last.Fingerprint, out var fingerprint);
        return new()
        {
            Identifier = identifier,
            Fingerprint = fingerprint,
            Version = version,
        };
    }

    private static Activating Answer(Result<Admitted> preview, LicenseCopy license)
    {
        var (used, limit) = (license.UsedSlots, license.Snapshot.ActivationLimit);
        return preview.Rejection is { } rejection
            ? new(false, rejection.Code, rejection.Message, used, limit)
            : new(true, VerdictCode.Valid, "It can be activated.", used, limit);
    }

    private static async Task<IReadOnlyList<ActivationRow>> Freeable(
        LicenseCopy license,
        Caller caller,
        ActivationDb db,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var rows = await db.ActivationsVisibleTo(caller)
            .Where(row =>
                row.License.Id == license.Id && row.Activation.DeactivatedAt == null && !row.Activation.Uncounted
            )
            .OrderBy(row => row.Activation.LastSeenAt ?? row.Activation.FirstSeenAt)
            .ThenBy(row => row.Activation.Id)
            .Take(MaxFreeable)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => ActivationRow.Of(row, now))];
    }
}
