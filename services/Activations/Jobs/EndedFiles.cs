using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;

namespace Portal.Activations.Jobs;

/// <summary>Frees slots that the license files of deactivated devices held, once the files have ended.</summary>
internal sealed class EndedFiles(ActivationDb db, SlotTransaction slots, TimeProvider clock)
{
    private const int BatchSize = 100;

    public async Task FreeSlots(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await db
            .Activations.Where(row => row.SlotHeldUntil <= now)
            .Select(row => row.LicenseId)
            .Distinct()
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        foreach (var licenseId in due)
        {
            db.ChangeTracker.Clear();
            await slots.WithLicense(
                licenseId,
                license => FreeSlots(license, now, cancellationToken),
                cancellationToken
            );
        }
    }

    /// <summary>Queries again with the license locked: the device may have been activated again meanwhile.</summary>
    private async Task<LicenseCopy> FreeSlots(
        LicenseCopy license,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        foreach (var activation in await slots.Holding(license.Id, cancellationToken))
        {
            if (activation.SlotHeldUntil <= now)
                slots.Release(license, activation);
        }
        return license;
    }
}
