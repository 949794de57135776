using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Contracts.Activations.V1;
using Portal.Messaging;

namespace Portal.Activations.Jobs;

/// <summary>Reports devices that missed their heartbeat, each loss once.</summary>
internal sealed class LostHeartbeats(ActivationDb db, TimeProvider clock)
{
    private const int BatchSize = 200;

    public async Task Report(CancellationToken cancellationToken)
    {
        while (await ReportBatch(cancellationToken) == BatchSize) { }
    }

    private async Task<int> ReportBatch(CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var lost = await db
            .Activations.FromSql(
                $"""
                SELECT a.* FROM activations a JOIN licenses l ON l.id = a.license_id
                WHERE l.snapshot #>> ARRAY['terms', 'heartbeatMinutes'] IS NOT NULL AND a.deactivated_at IS NULL AND a.lost_at IS NULL
                  AND coalesce(a.last_seen_at, a.first_seen_at) < {now} - make_interval(mins => (l.snapshot #>> ARRAY['terms', 'heartbeatMinutes'])::int)
                LIMIT {BatchSize} FOR UPDATE OF a SKIP LOCKED
                """
            )
            .ToListAsync(cancellationToken);
        var accounts = await db
            .Licenses.Where(row => lost.Select(activation => activation.LicenseId).Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => row.AccountId, cancellationToken);
        foreach (var activation in lost)
        {
            activation.LostAt = now;
            db.Outbox.Add(
                OutboxMessage.From(
                    new HeartbeatLost
                    {
                        ActivationId = activation.Id,
                        LicenseId = activation.LicenseId,
                        AccountId = accounts[activation.LicenseId],
                        LostAt = now,
                        LastSeenAt = activation.LastSeenAt,
                        Name = activation.Name,
                    },
                    activation.Id,
                    now
                )
            );
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return lost.Count;
    }
}
