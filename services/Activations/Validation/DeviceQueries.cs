using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Validation.Cache;
using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Validation;

/// <summary>Finds the device that a validation is about.</summary>
internal static class DeviceQueries
{
    public static async Task<CachedDevice> FindDevice(
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
            var similar = await db.SimilarDevices(license.Id, fingerprint, cancellationToken);
            var same = similar.Find(row =>
                fingerprint.Matches(row.Fingerprint, license.Terms.FingerprintMatching ?? FingerprintMatching.All)
            );
            changed = same is null && similar.Count > 0;
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

    public static async Task<CachedDevice> FindDevice(
        this ActivationDb db,
        LicenseCopy license,
        Guid activationId,
        CancellationToken cancellationToken
    ) =>
        await ById(db, license.Id, license.ProductId, activationId, cancellationToken) is { } found
            ? new(found.Activation, found.Blocked, false)
            : new(null, false, false);

    private sealed record Found(Activation? Activation, bool Blocked);

    // One compiled query each: most programs validate once a day, so most devices are not cached.
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

    /// <summary>Active devices of the license that share components with the machine, the most similar first.</summary>
    public static async Task<List<Activation>> SimilarDevices(
        this ActivationDb db,
        Guid licenseId,
        Fingerprint fingerprint,
        CancellationToken cancellationToken
    )
    {
        var components = fingerprint.Components.ToList();
        var similar = await db
            .Activations.Where(row =>
                row.LicenseId == licenseId
                && row.DeactivatedAt == null
                && row.Fingerprint!.Any(component => components.Contains(component))
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. similar
                .OrderByDescending(row => row.Fingerprint!.Count(components.Contains))
                .ThenBy(row => row.FirstSeenAt),
        ];
    }
}
