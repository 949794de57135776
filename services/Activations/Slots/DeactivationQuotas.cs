using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;

namespace Portal.Activations.Slots;

internal static class DeactivationQuotas
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
                    row.LicenseId == license.Id && row.CountsForQuota && row.DeactivatedAt != null
                )
                .Select(row => row.DeactivatedAt!.Value)
                .ToListAsync(cancellationToken),
            now
        );

    /// <summary>By license id; only of licenses that have a limit.</summary>
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
                        ids.Contains(row.LicenseId) && row.CountsForQuota && row.DeactivatedAt != null
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
