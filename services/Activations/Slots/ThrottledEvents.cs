using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.Messaging;
using Portal.Rules;

namespace Portal.Activations.Slots;

/// <summary>Events that a client in a loop could cause without end, throttled to one an hour for each license and kind. Stored in the transaction of the decision.</summary>
internal sealed class ThrottledEvents(ActivationDb db)
{
    private const int UnusualNetworks = 5;

    // Bounded, or each activation of a license with many devices would cost more than the one before.
    private const int MaxRecent = 50;

    private static readonly TimeSpan Throttle = TimeSpan.FromHours(1),
        Window = TimeSpan.FromHours(1);

    /// <param name="identifier">Of the refused device, as it was sent.</param>
    public async Task Refused(
        LicenseCopy license,
        string code,
        string? identifier,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (code == VerdictCode.ActivationLimitReached)
        {
            await LimitReached(license, identifier, now, cancellationToken);
            return;
        }
        if (!await IsDue(license.Id, $"refused {code}", now, cancellationToken))
            return;
        Add(
            new ActivationRefused
            {
                LicenseId = license.Id,
                AccountId = license.AccountId,
                RefusedAt = now,
                Code = code,
            },
            license,
            now
        );
        Record(license, code, identifier, now);
    }

    private async Task LimitReached(
        LicenseCopy license,
        string? identifier,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (!await IsDue(license.Id, "limit", now, cancellationToken))
            return;
        Add(
            new ActivationLimitReached
            {
                LicenseId = license.Id,
                AccountId = license.AccountId,
                ReachedAt = now,
                UsedSlots = license.UsedSlots,
                ActivationLimit = license.Snapshot.ActivationLimit ?? 0,
            },
            license,
            now
        );
        Record(license, VerdictCode.ActivationLimitReached, identifier, now);
    }

    /// <summary>Many networks within an hour: the license may have been passed on. Only reported, never refused.</summary>
    public async Task ReportUnusual(
        LicenseCopy license,
        Activation newest,
        string? lastIp,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        // The same network as last time cannot raise the number of networks.
        if (license.UsedSlots < UnusualNetworks || Network(newest.Ip) == Network(lastIp))
            return;
        var since = now - Window;
        var addresses = await RecentAddresses(db, license.Id, since).ToListAsync(cancellationToken);
        var networks = addresses.Append(newest.Ip).Select(Network).OfType<string>().Distinct().Count();
        if (networks < UnusualNetworks || !await IsDue(license.Id, "unusual", now, cancellationToken))
            return;
        var recent = await db.Activations.CountAsync(
            row => row.LicenseId == license.Id && row.FirstSeenAt > since,
            cancellationToken
        );
        Add(
            new UnusualActivity
            {
                LicenseId = license.Id,
                AccountId = license.AccountId,
                NoticedAt = now,
                Activations = recent + 1,
                Networks = networks,
                Minutes = (int)Window.TotalMinutes,
            },
            license,
            now
        );
    }

    private static readonly Func<ActivationDb, Guid, DateTimeOffset, IAsyncEnumerable<string?>> RecentAddresses =
        EF.CompileAsyncQuery(
            (ActivationDb db, Guid licenseId, DateTimeOffset since) =>
                db
                    .Activations.Where(row => row.LicenseId == licenseId && row.FirstSeenAt > since)
                    .OrderByDescending(row => row.FirstSeenAt)
                    .Take(MaxRecent)
                    .Select(row => row.Ip)
                    .Distinct()
        );

    private void Add<T>(T fact, LicenseCopy license, DateTimeOffset now)
        where T : class => db.Outbox.Add(OutboxMessage.From(fact, license.Id, now));

    private void Record(LicenseCopy license, string code, string? identifier, DateTimeOffset now) =>
        db.Audit.Add(AuditRecord.Of(AuditRecord.Refused, AuditRecord.Program, now, license.Id, identifier, code));

    /// <summary>True at most once an hour for each license and kind.</summary>
    public async Task<bool> IsDue(Guid licenseId, string kind, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - Throttle;
        return await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO event_pauses (license_id, kind, at) VALUES ({licenseId}, {kind}, {now})
                ON CONFLICT (license_id, kind) DO UPDATE SET at = excluded.at WHERE event_pauses.at < {before}
                """,
                cancellationToken
            ) == 1;
    }

    /// <summary>The /24 or /48 of an address.</summary>
    private static string? Network(string? text) =>
        IPAddress.TryParse(text, out var address)
            ? Convert.ToHexString(address.GetAddressBytes(), 0, address.GetAddressBytes().Length == 4 ? 3 : 6)
            : null;
}
