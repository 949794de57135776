using Microsoft.EntityFrameworkCore;
using Portal.Activations.Domain;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;

namespace Portal.Activations.Data;

/// <summary>What a program says about itself, whatever the protocol it speaks.</summary>
internal sealed record Asked
{
    public string? Product { get; init; }
    public string? Version { get; init; }
    public string? Environment { get; init; }
    public IReadOnlyList<string> Entitlements { get; init; } = [];
    public Identifier? Identifier { get; init; }
    public Fingerprint? Fingerprint { get; init; }
}

/// <summary>A verdict, and what it was found on.</summary>
internal sealed record Finding(Verdict Verdict, KnownLicense? License, Activation? Activation, Question Question);

/// <summary>Answers "is this license valid here, now?" for every protocol and for the portal, from memory where it can.</summary>
internal sealed class Judge(LicenseCache cache, LastSeen lastSeen, ActivationMetrics metrics, TimeProvider clock)
{
    private static readonly Question Unknown = new() { License = null, Now = default };

    /// <summary>For a program: what is valid counts as seen.</summary>
    public async ValueTask<Finding> Validate(string keyHash, Asked asked, CancellationToken cancellationToken)
    {
        var finding = await Look(keyHash, asked, cancellationToken);
        if (finding is { Verdict.Valid: true, Activation: { } activation })
            lastSeen.Note(activation.Id, asked.Version);
        metrics.Validated(finding.Verdict);
        return finding;
    }

    /// <summary>For a look from outside: leaves no trace.</summary>
    public async ValueTask<Finding> Look(string keyHash, Asked asked, CancellationToken cancellationToken)
    {
        if (await cache.Find(keyHash, cancellationToken) is not { } known)
            return new(Verdicts.Decide(Unknown), null, null, Unknown);
        var identifier = asked.Identifier?.Under(known.License.Terms)
            ?? (asked.Fingerprint is { } machine ? Identifier.Of(machine) : null);
        if (identifier is not { } wanted)
            return Decide(known, new(null, false, false), asked, null);
        var key = asked.Fingerprint is { } sent ? $"{wanted.Value}\n{sent.Identifier}" : wanted.Value;
        return await Decide(known, key, asked, wanted.Value, db =>
            db.Device(known.License, wanted, asked.Fingerprint, cancellationToken)
        );
    }

    /// <summary>Of one activation by its id; null if the license has no such activation.</summary>
    public async ValueTask<Finding?> Look(
        string keyHash,
        Guid activationId,
        Asked asked,
        CancellationToken cancellationToken
    )
    {
        if (await cache.Find(keyHash, cancellationToken) is not { } known)
            return null;
        var finding = await Decide(known, activationId.ToString(), asked, "by id", db =>
            db.Device(known.License, activationId, cancellationToken)
        );
        return finding.Activation is null ? null : finding;
    }

    private async ValueTask<Finding> Decide(
        KnownLicense known,
        string key,
        Asked asked,
        string identifier,
        Func<ActivationDb, Task<KnownDevice>> load
    )
    {
        var finding = Decide(known, await cache.Device(known, key, load), asked, identifier);
        // Another process may have seen the device since.
        return finding.Verdict.Code == VerdictCode.HeartbeatMissed
            ? Decide(known, await cache.Device(known, key, load, again: true), asked, identifier)
            : finding;
    }

    private Finding Decide(KnownLicense known, KnownDevice device, Asked asked, string? identifier)
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
            Product = asked.Product,
            Version = asked.Version,
            VersionReleasedAt = known.ReleasedAt(asked.Version),
            Environment = asked.Environment,
            Entitlements = asked.Entitlements,
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
    public static async Task<KnownDevice> Device(
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
            var alike = await db.Alike(license.Id, fingerprint, cancellationToken);
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

    public static async Task<KnownDevice> Device(
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
    public static async Task<List<Activation>> Alike(
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
