using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Licensing.V1;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Messaging;

namespace Portal.Licenses.Jobs;

/// <summary>
/// Publishes due notices: the license moves on to its next notice in the transaction that stores the event. Rows that another
/// replica has locked are skipped: it publishes them, or the next run does.
/// </summary>
internal sealed class DueNotices(LicenseDb db, TimeProvider clock)
{
    public const int BatchSize = 500;

    /// <summary>How many licenses had something due, up to <see cref="BatchSize"/>.</summary>
    public async Task<int> Publish(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Two statements: each reads its own index and nothing else.
        var due = await Due(
            $"SELECT * FROM licenses WHERE expiry_notice_at <= {now} ORDER BY expiry_notice_at LIMIT {BatchSize} FOR UPDATE SKIP LOCKED",
            cancellationToken
        );
        if (due.Count < BatchSize)
            due.AddRange(
                await Due(
                    $"SELECT * FROM licenses WHERE maintenance_notice_at <= {now} ORDER BY maintenance_notice_at LIMIT {BatchSize - due.Count} FOR UPDATE SKIP LOCKED",
                    cancellationToken
                )
            );
        if (due.Count == 0)
            return 0;
        foreach (var license in due)
            PublishDue(license, now);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return due.Count;
    }

    private Task<List<License>> Due(FormattableString query, CancellationToken cancellationToken) =>
        db.Licenses.FromSql(query).ToListAsync(cancellationToken);

    private void PublishDue(License license, DateTimeOffset now)
    {
        switch (license.TakeDueExpiryNotice(now))
        {
            case License.NoticeExpired:
                db.Audit.Add(AuditRecord.Of(license.Id, "expired", Actor.Time, now));
                Publish(
                    license,
                    now,
                    new LicenseExpired
                    {
                        LicenseId = license.Id,
                        AccountId = license.AccountId,
                        ProductId = license.ProductId,
                        ExpiresAt = license.ExpiresAt!.Value,
                        EndsAt = license.EndsAt!.Value,
                        OccurredAt = now,
                    }
                );
                break;
            case License.NoticeGraceStarted:
                Publish(
                    license,
                    now,
                    new LicenseGraceStarted
                    {
                        LicenseId = license.Id,
                        AccountId = license.AccountId,
                        ProductId = license.ProductId,
                        ExpiresAt = license.ExpiresAt!.Value,
                        EndsAt = license.EndsAt!.Value,
                        OccurredAt = now,
                    }
                );
                break;
            case { } days:
                Publish(
                    license,
                    now,
                    new LicenseExpiring
                    {
                        LicenseId = license.Id,
                        AccountId = license.AccountId,
                        ProductId = license.ProductId,
                        ExpiresAt = license.ExpiresAt!.Value,
                        DaysLeft = days,
                        OccurredAt = now,
                    }
                );
                break;
        }
        if (license.TakeDueMaintenanceNotice(now))
            Publish(
                license,
                now,
                new MaintenanceEnding
                {
                    LicenseId = license.Id,
                    AccountId = license.AccountId,
                    ProductId = license.ProductId,
                    MaintenanceEndsAt = license.MaintenanceEndsAt!.Value,
                    DaysLeft = Notices.MaintenanceDays,
                    OccurredAt = now,
                }
            );
    }

    private void Publish<T>(License license, DateTimeOffset now, T fact)
        where T : class => db.Outbox.Add(OutboxMessage.From(fact, license.Id, now));
}
