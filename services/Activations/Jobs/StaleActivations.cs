using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Contracts.Activations.V1;
using Portal.Messaging;

namespace Portal.Activations.Jobs;

/// <summary>Ends activations that were not seen for as long as their license allows.</summary>
internal sealed class StaleActivations(ActivationDb db, SlotTransaction slots, TimeProvider clock)
{
    private const int BatchSize = 100;

    public async Task End(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await db
            .Database.SqlQuery<Guid>(
                $"""
                SELECT DISTINCT l.id AS "Value" FROM licenses l JOIN activations a ON a.license_id = l.id
                WHERE l.snapshot #>> ARRAY['terms', 'staleAfterDays'] IS NOT NULL AND a.deactivated_at IS NULL
                  AND coalesce(a.last_seen_at, a.first_seen_at) < {now} - make_interval(days => (l.snapshot #>> ARRAY['terms', 'staleAfterDays'])::int)
                LIMIT {BatchSize}
                """
            )
            .ToListAsync(cancellationToken);
        foreach (var licenseId in due)
        {
            db.ChangeTracker.Clear();
            await slots.WithLicense(licenseId, license => End(license, now, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Queries again with the license locked: another process may have ended some meanwhile.</summary>
    private async Task<LicenseCopy> End(LicenseCopy license, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (license.Terms.StaleAfterDays is not { } days)
            return license;
        var since = now.AddDays(-days);
        var stale = await db
            .Activations.Where(row =>
                row.LicenseId == license.Id && row.DeactivatedAt == null && (row.LastSeenAt ?? row.FirstSeenAt) < since
            )
            .ToListAsync(cancellationToken);
        foreach (var activation in stale)
        {
            slots.Free(license, activation, DeactivatedBy.Expiry, AuditRecord.Expiry);
            db.Outbox.Add(
                OutboxMessage.From(
                    new ActivationExpired
                    {
                        ActivationId = activation.Id,
                        LicenseId = license.Id,
                        AccountId = license.AccountId,
                        ExpiredAt = now,
                        LastSeenAt = activation.LastSeenAt,
                        Name = activation.Name,
                    },
                    activation.Id,
                    now
                )
            );
        }
        return license;
    }
}
