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
internal sealed class Judge(LicenseCache cache, LastSeen lastSeen, TimeProvider clock)
{
    private static readonly Question Unknown = new() { License = null, Now = default };

    /// <summary>For a program: what is valid counts as seen.</summary>
    public async ValueTask<Finding> Validate(string keyHash, Asked asked, CancellationToken cancellationToken)
    {
        var finding = await Look(keyHash, asked, cancellationToken);
        if (finding is { Verdict.Valid: true, Activation: { } activation })
            lastSeen.Note(activation.Id, asked.Version);
        return finding;
    }

    /// <summary>For a look from outside: leaves no trace.</summary>
    public async ValueTask<Finding> Look(string keyHash, Asked asked, CancellationToken cancellationToken)
    {
        if (await cache.Find(keyHash, cancellationToken) is not { } known)
            return new(Verdicts.Decide(Unknown), null, null, Unknown);
        var identifier = asked.Identifier?.Under(known.License.Terms) ?? (asked.Fingerprint is { } machine ? Identifier.Of(machine) : null);
        if (identifier is not { } wanted)
            return Decide(known, new(null, false, false), asked, null);
        var key = asked.Fingerprint is { } sent ? $"{wanted.Value}\n{sent.Identifier}" : wanted.Value;
        return await Decide(known, key, asked, wanted.Value, db => db.Device(known.License, wanted, asked.Fingerprint, cancellationToken));
    }

    /// <summary>Of one activation by its id; null if the license has no such activation.</summary>
    public async ValueTask<Finding?> Look(string keyHash, Guid activationId, Asked asked, CancellationToken cancellationToken)
    {
        if (await cache.Find(keyHash, cancellationToken) is not { } known)
            return null;
        var finding = await Decide(known, activationId.ToString(), asked, "by id", db => db.Device(known.License, activationId, cancellationToken));
        return finding.Activation is null ? null : finding;
    }

    private async ValueTask<Finding> Decide(KnownLicense known, string key, Asked asked, string identifier, Func<ActivationDb, Task<KnownDevice>> load)
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
        if (facts is not null && known.License.HeartbeatInterval is not null && lastSeen.Pending(device.Activation!.Id) is { } pending && pending > facts.SeenAt)
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
    public static async Task<KnownDevice> Device(this ActivationDb db, LicenseCopy license, Identifier identifier, Fingerprint? fingerprint, CancellationToken cancellationToken)
    {
        var newest = await db.Newest(license.Id, identifier.Value, cancellationToken);
        var changed = false;
        if (newest is not { DeactivatedAt: null } && fingerprint is not null)
        {
            var alike = await db.Alike(license.Id, fingerprint, cancellationToken);
            newest = alike.Find(row => fingerprint.Matches(row.Fingerprint, license.Terms.FingerprintMatching ?? FingerprintMatching.All)) ?? newest;
            changed = newest is not { DeactivatedAt: null } && alike.Count > 0;
        }
        return new(newest, await db.IsBlocked(license, identifier.Value, newest?.Identifier, cancellationToken), changed);
    }

    public static async Task<KnownDevice> Device(this ActivationDb db, LicenseCopy license, Guid activationId, CancellationToken cancellationToken)
    {
        var activation = await db.Activations.AsNoTracking().SingleOrDefaultAsync(row => row.Id == activationId && row.LicenseId == license.Id, cancellationToken);
        return new(activation, activation is not null && await db.IsBlocked(license, activation.Identifier, null, cancellationToken), false);
    }

    /// <summary>Active devices of the license that have something in common with the machine, the most alike first.</summary>
    public static async Task<List<Activation>> Alike(this ActivationDb db, Guid licenseId, Fingerprint fingerprint, CancellationToken cancellationToken)
    {
        var components = fingerprint.Components.ToList();
        var alike = await db.Activations.Where(row => row.LicenseId == licenseId && row.DeactivatedAt == null && row.Fingerprint!.Any(component => components.Contains(component)))
            .ToListAsync(cancellationToken);
        return [.. alike.OrderByDescending(row => row.Fingerprint!.Count(components.Contains)).ThenBy(row => row.FirstSeenAt)];
    }

    public static Task<bool> IsBlocked(this ActivationDb db, LicenseCopy license, string identifier, string? other, CancellationToken cancellationToken) =>
        db.Blocked.AnyAsync(row => (row.Identifier == identifier || row.Identifier == other)
            && (row.LicenseId == license.Id || (row.LicenseId == null && (row.ProductId == license.ProductId || row.ProductId == null))), cancellationToken);

    public static Task<Activation?> Newest(this ActivationDb db, Guid licenseId, string identifier, CancellationToken cancellationToken) =>
        db.Activations.AsNoTracking().Where(row => row.LicenseId == licenseId && row.Identifier == identifier)
            .OrderBy(row => row.DeactivatedAt != null).ThenByDescending(row => row.DeactivatedAt).FirstOrDefaultAsync(cancellationToken);
}
