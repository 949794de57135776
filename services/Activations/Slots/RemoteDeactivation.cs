using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Slots;

/// <summary>What a customer ends from afar: within the license's quota, all of it or nothing.</summary>
internal sealed class RemoteDeactivation(ActivationDb db, SlotTransaction slots, TimeProvider clock)
{
    /// <param name="activationIds">Rows that the caller may see. Those that have ended before count for nothing.</param>
    public Task<Rejection?> Deactivate(
        IReadOnlyCollection<Guid> licenseIds,
        IReadOnlyCollection<Guid> activationIds,
        Caller caller,
        CancellationToken cancellationToken
    ) =>
        slots.WithLicenses<Rejection?>(
            licenseIds,
            async licenses =>
            {
                var rows = await db
                    .Activations.Where(row =>
                        activationIds.Contains(row.Id)
                        && licenseIds.Contains(row.LicenseId)
                        && row.DeactivatedAt == null
                    )
                    .ToListAsync(cancellationToken);
                var perLicense = licenses
                    .Select(license => (License: license, Rows: rows.FindAll(row => row.LicenseId == license.Id)))
                    .ToList();
                foreach (var (license, wanted) in perLicense)
                {
                    var quota = await db.Quota(license, clock.GetUtcNow(), cancellationToken);
                    if (wanted.Count > 0 && !quota.Allows(wanted.Count))
                        return Rejections.QuotaReached(quota);
                }
                foreach (var (license, wanted) in perLicense)
                    wanted.ForEach(activation =>
                        slots.Free(license, activation, DeactivatedBy.Customer, caller.UserId.ToString(), caller.UserId)
                    );
                return null;
            },
            cancellationToken
        );
}

internal static class Quotas
{
    public static async Task<DeactivationQuota> Quota(
        this ActivationDb db,
        LicenseCopy license,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        DeactivationQuota.Of(
            license.Terms,
            await db
                .Activations.Where(row =>
                    row.LicenseId == license.Id
                    && row.DeactivatedBy == DeactivatedBy.Customer
                    && row.DeactivatedAt != null
                )
                .Select(row => row.DeactivatedAt!.Value)
                .ToListAsync(cancellationToken),
            now
        );

    /// <summary>By license, of those that have a limit.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DeactivationQuota>> QuotasOf(
        this ActivationDb db,
        IEnumerable<LicenseCopy> licenses,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var limited = licenses.Where(license => license.Terms.DeactivationQuota is not null).ToList();
        var ids = limited.ConvertAll(license => license.Id);
        var deactivations =
            ids.Count == 0
                ? []
                : await db
                    .Activations.Where(row =>
                        ids.Contains(row.LicenseId)
                        && row.DeactivatedBy == DeactivatedBy.Customer
                        && row.DeactivatedAt != null
                    )
                    .Select(row => new { row.LicenseId, At = row.DeactivatedAt!.Value })
                    .ToListAsync(cancellationToken);
        return limited.ToDictionary(
            license => license.Id,
            license =>
                DeactivationQuota.Of(
                    license.Terms,
                    deactivations.Where(row => row.LicenseId == license.Id).Select(row => row.At),
                    now
                )
        );
    }
}
