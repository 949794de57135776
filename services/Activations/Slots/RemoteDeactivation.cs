using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Slots;

/// <summary>Deactivates devices at a customer's request, within the license's quota: all of them or none.</summary>
internal sealed class RemoteDeactivation(ActivationDb db, SlotTransaction slots, TimeProvider clock)
{
    /// <param name="activationIds">Rows that the caller may see. Those that have ended already do not count.</param>
    public Task<Rejection?> Deactivate(
        IReadOnlyCollection<Guid> licenseIds,
        IReadOnlyCollection<Guid> activationIds,
        Caller caller,
        CancellationToken cancellationToken
    ) => Deactivate(licenseIds, activationIds, caller, byProof: false, cancellationToken);

    /// <summary>The program proved that it has the license file, which lets it run until the file ends: until then its slot is in use.</summary>
    public Task<Rejection?> DeactivateByProof(
        Guid licenseId,
        Guid activationId,
        Caller caller,
        CancellationToken cancellationToken
    ) => Deactivate([licenseId], [activationId], caller, byProof: true, cancellationToken);

    private Task<Rejection?> Deactivate(
        IReadOnlyCollection<Guid> licenseIds,
        IReadOnlyCollection<Guid> activationIds,
        Caller caller,
        bool byProof,
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
                foreach (var (license, active) in perLicense)
                {
                    var quota = await db.Quota(license, clock.GetUtcNow(), cancellationToken);
                    if (active.Count > 0 && !quota.Allows(active.Count))
                        return Rejections.QuotaReached(quota);
                }
                foreach (var (license, active) in perLicense)
                    active.ForEach(activation =>
                        slots.Free(
                            license,
                            activation,
                            byProof ? DeactivatedBy.Software : DeactivatedBy.Customer,
                            caller.UserId.ToString(),
                            caller.UserId,
                            byProof
                        )
                    );
                return null;
            },
            cancellationToken
        );
}
