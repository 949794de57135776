using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation.Cache;
using Portal.Rules;

namespace Portal.Activations.Validation;

/// <summary>Answers "is this license valid here, now?" for every protocol and for the portal, from the cache where possible.</summary>
internal sealed class LicenseValidator(
    LicenseCache cache,
    LastSeen lastSeen,
    ActivationMetrics metrics,
    TimeProvider clock
)
{
    /// <summary>For a program. A valid device counts as seen.</summary>
    public async ValueTask<ValidationResult> Validate(
        TypedKey key,
        ValidationRequest validation,
        CancellationToken cancellationToken
    )
    {
        var result = await Preview(key, validation, cancellationToken);
        if (result is { Verdict.Valid: true, Activation: { } activation })
            lastSeen.Note(activation.Id, validation.Version);
        metrics.Validated(result.Verdict);
        return result;
    }

    /// <summary>Dry run of <see cref="Validate"/>: no side effects.</summary>
    public async ValueTask<ValidationResult> Preview(
        TypedKey key,
        ValidationRequest validation,
        CancellationToken cancellationToken
    )
    {
        if (await cache.Find(key, cancellationToken) is not { } license)
        {
            var unknown = new Question { License = null, Now = clock.GetUtcNow() };
            return new(Verdicts.Decide(unknown), null, null, unknown);
        }
        var identifier = validation.Identifier?.Under(license.License.Terms)
            ?? (validation.Fingerprint is { } machine ? Identifier.Of(machine) : null);
        if (identifier is not { } device)
            return Decide(license, new(null, false, false), validation, null);
        var cacheKey = validation.Fingerprint is { } sent ? $"{device.Value}\n{sent.Identifier}" : device.Value;
        return await Decide(license, cacheKey, validation, device.Value, db =>
            db.FindDevice(license.License, device, validation.Fingerprint, cancellationToken)
        );
    }

    /// <summary>Dry run for one activation by its id; null if the license has no such activation.</summary>
    public async ValueTask<ValidationResult?> Preview(
        TypedKey key,
        Guid activationId,
        ValidationRequest validation,
        CancellationToken cancellationToken
    )
    {
        if (await cache.Find(key, cancellationToken) is not { } license)
            return null;
        var result = await Decide(license, activationId.ToString(), validation, "by id", db =>
            db.FindDevice(license.License, activationId, cancellationToken)
        );
        return result.Activation is null ? null : result;
    }

    private async ValueTask<ValidationResult> Decide(
        CachedLicense license,
        string key,
        ValidationRequest validation,
        string identifier,
        Func<ActivationDb, Task<CachedDevice>> load
    )
    {
        var result = Decide(license, await cache.FindDevice(license, key, load), validation, identifier);
        // Heartbeats are not broadcast: another replica may have seen the device since it was cached.
        return result.Verdict.Code == VerdictCode.HeartbeatMissed
            ? Decide(license, await cache.FindDevice(license, key, load, reload: true), validation, identifier)
            : result;
    }

    private ValidationResult Decide(
        CachedLicense license,
        CachedDevice device,
        ValidationRequest validation,
        string? identifier
    )
    {
        var facts = device.Activation?.Facts();
        if (
            facts is not null
            && license.License.HeartbeatInterval is not null
            && lastSeen.Pending(device.Activation!.Id) is { } pending
            && pending > facts.SeenAt
        )
            facts = facts with { SeenAt = pending };
        var question = new Question
        {
            License = license.Facts,
            Now = clock.GetUtcNow(),
            Product = validation.Product,
            Version = validation.Version,
            VersionReleasedAt = license.ReleasedAt(validation.Version),
            Environment = validation.Environment,
            Entitlements = validation.Entitlements,
            Identifier = identifier,
            IdentifierBlocked = device.Blocked,
            Activation = facts,
            HardwareChanged = device.Changed,
            HeartbeatInterval = license.License.HeartbeatInterval,
        };
        return new(Verdicts.Decide(question), license, device.Activation, question);
    }
}
