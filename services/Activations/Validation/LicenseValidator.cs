using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation.Cache;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;

namespace Portal.Activations.Validation;

/// <summary>What a program says about itself, whatever the protocol it speaks.</summary>
internal sealed record ValidationRequest
{
    public string? Product { get; init; }
    public string? Version { get; init; }
    public string? Environment { get; init; }
    public IReadOnlyList<string> Entitlements { get; init; } = [];
    public Identifier? Identifier { get; init; }
    public Fingerprint? Fingerprint { get; init; }
}

/// <summary>A verdict, and what it was found on.</summary>
internal sealed record ValidationResult(
    Verdict Verdict,
    CachedLicense? License,
    Activation? Activation,
    Question Question
);

/// <summary>Answers "is this license valid here, now?" for every protocol and for the portal, from memory where it can.</summary>
internal sealed class LicenseValidator(
    LicenseCache cache,
    LastSeen lastSeen,
    ActivationMetrics metrics,
    TimeProvider clock
)
{
    private static readonly Question Unknown = new() { License = null, Now = default };

    /// <summary>For a program: what is valid counts as seen.</summary>
    public async ValueTask<ValidationResult> Validate(
        string keyHash,
        ValidationRequest validation,
        CancellationToken cancellationToken
    )
    {
        var result = await Preview(keyHash, validation, cancellationToken);
        if (result is { Verdict.Valid: true, Activation: { } activation })
            lastSeen.Note(activation.Id, validation.Version);
        metrics.Validated(result.Verdict);
        return result;
    }

    /// <summary>For a look from outside: leaves no trace.</summary>
    public async ValueTask<ValidationResult> Preview(
        string keyHash,
        ValidationRequest validation,
        CancellationToken cancellationToken
    )
    {
        if (await cache.Find(keyHash, cancellationToken) is not { } known)
            return new(Verdicts.Decide(Unknown), null, null, Unknown);
        var identifier = validation.Identifier?.Under(known.License.Terms)
            ?? (validation.Fingerprint is { } machine ? Identifier.Of(machine) : null);
        if (identifier is not { } wanted)
            return Decide(known, new(null, false, false), validation, null);
        var key = validation.Fingerprint is { } sent ? $"{wanted.Value}\n{sent.Identifier}" : wanted.Value;
        return await Decide(known, key, validation, wanted.Value, db =>
            db.Device(known.License, wanted, validation.Fingerprint, cancellationToken)
        );
    }

    /// <summary>Of one activation by its id; null if the license has no such activation.</summary>
    public async ValueTask<ValidationResult?> Preview(
        string keyHash,
        Guid activationId,
        ValidationRequest validation,
        CancellationToken cancellationToken
    )
    {
        if (await cache.Find(keyHash, cancellationToken) is not { } known)
            return null;
        var result = await Decide(known, activationId.ToString(), validation, "by id", db =>
            db.Device(known.License, activationId, cancellationToken)
        );
        return result.Activation is null ? null : result;
    }

    private async ValueTask<ValidationResult> Decide(
        CachedLicense known,
        string key,
        ValidationRequest validation,
        string identifier,
        Func<ActivationDb, Task<CachedDevice>> load
    )
    {
        var result = Decide(known, await cache.Device(known, key, load), validation, identifier);
        // Another process may have seen the device since.
        return result.Verdict.Code == VerdictCode.HeartbeatMissed
            ? Decide(known, await cache.Device(known, key, load, again: true), validation, identifier)
            : result;
    }

    private ValidationResult Decide(
        CachedLicense known,
        CachedDevice device,
        ValidationRequest validation,
        string? identifier
    )
    {
        var facts = device.Activation?.Facts();
        if (
            facts is not null
            && known.License.HeartbeatInterval is not null
            && lastSeen.Pending(device.Activation!.Id) is { } pending
            && pending > facts.SeenAt
        )
            facts = facts with { SeenAt = pending };
        var question = new Question
        {
            License = known.Facts,
            Now = clock.GetUtcNow(),
            Product = validation.Product,
            Version = validation.Version,
            VersionReleasedAt = known.ReleasedAt(validation.Version),
            Environment = validation.Environment,
            Entitlements = validation.Entitlements,
            Identifier = identifier,
            IdentifierBlocked = device.Blocked,
            Activation = facts,
            HardwareChanged = device.Changed,
            HeartbeatInterval = known.License.HeartbeatInterval,
        };
        return new(Verdicts.Decide(question), known, device.Activation, question);
    }
}

/// <summary>How a device is looked for.</summary>
internal static class Devices
{
    public static async Task<CachedDevice> Device(
        this ActivationDb db,
        LicenseCopy license,
        Identifier identifier,
        Fingerprint? fingerprint,
        CancellationToken cancellationToken
    )
    {
        var (newest, blocked) = await ByIdentifier(
            db,
            license.Id,
            license.ProductId,
            identifier.Value,
            cancellationToken
        );
        var changed = false;
        if (newest is not { DeactivatedAt: null } && fingerprint is not null)
        {
            var alike = await db.SimilarDevices(license.Id, fingerprint, cancellationToken);
            var same = alike.Find(row =>
                fingerprint.Matches(row.Fingerprint, license.Terms.FingerprintMatching ?? FingerprintMatching.All)
            );
            changed = same is null && alike.Count > 0;
            newest = same ?? newest;
            blocked =
                blocked
                || (
                    same is not null
                    && (
                        await ByIdentifier(db, license.Id, license.ProductId, same.Identifier, cancellationToken)
                    ).Blocked
                );
        }
        return new(newest, blocked, changed);
    }

    public static async Task<CachedDevice> Device(
        this ActivationDb db,
        LicenseCopy license,
        Guid activationId,
        CancellationToken cancellationToken
    ) =>
        await ById(db, license.Id, license.ProductId, activationId, cancellationToken) is { } found
            ? new(found.Activation, found.Blocked, false)
            : new(null, false, false);

    private sealed record Found(Activation? Activation, bool Blocked);

    // One question each, compiled: what most programs ask, once a day, is not in memory.
    private static readonly Func<ActivationDb, Guid, Guid, string, CancellationToken, Task<Found>> ByIdentifier =
        EF.CompileAsyncQuery(
            (ActivationDb db, Guid licenseId, Guid productId, string identifier, CancellationToken _) =>
                db
                    .Licenses.AsNoTracking()
                    .Where(row => row.Id == licenseId)
                    .Select(row => new Found(
                        db.Activations.Where(active => active.LicenseId == licenseId && active.Identifier == identifier)
                            .OrderBy(active => active.DeactivatedAt != null)
                            .ThenByDescending(active => active.DeactivatedAt)
                            .FirstOrDefault(),
                        db.Blocked.Any(blocked =>
                            blocked.Identifier == identifier
                            && (
                                blocked.LicenseId == licenseId
                                || (
                                    blocked.LicenseId == null
                                    && (blocked.ProductId == productId || blocked.ProductId == null)
                                )
                            )
                        )
                    ))
                    .Single()
        );

    private static readonly Func<ActivationDb, Guid, Guid, Guid, CancellationToken, Task<Found?>> ById =
        EF.CompileAsyncQuery(
            (ActivationDb db, Guid licenseId, Guid productId, Guid activationId, CancellationToken _) =>
                db
                    .Activations.AsNoTracking()
                    .Where(row => row.Id == activationId && row.LicenseId == licenseId)
                    .Select(row => new Found(
                        row,
                        db.Blocked.Any(blocked =>
                            blocked.Identifier == row.Identifier
                            && (
                                blocked.LicenseId == licenseId
                                || (
                                    blocked.LicenseId == null
                                    && (blocked.ProductId == productId || blocked.ProductId == null)
                                )
                            )
                        )
                    ))
                    .SingleOrDefault()
        );

    /// <summary>Active devices of the license that have something in common with the machine, the most alike first.</summary>
    public static async Task<List<Activation>> SimilarDevices(
        this ActivationDb db,
        Guid licenseId,
        Fingerprint fingerprint,
        CancellationToken cancellationToken
    )
    {
        var components = fingerprint.Components.ToList();
        var alike = await db
            .Activations.Where(row =>
                row.LicenseId == licenseId
                && row.DeactivatedAt == null
                && row.Fingerprint!.Any(component => components.Contains(component))
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. alike
                .OrderByDescending(row => row.Fingerprint!.Count(components.Contains))
                .ThenBy(row => row.FirstSeenAt),
        ];
    }
}
