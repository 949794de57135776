using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Licensing.V1;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>Something that happened to a license.</summary>
/// <param name="Action">
/// issued, imported, activated, released, assigned, suspended, reinstated, renewed, expired, revoked, limit-changed,
/// entitlements-changed, maintenance-changed or key-revealed.
/// </param>
/// <param name="Detail">Why it is suspended and the like; never why it was revoked.</param>
internal sealed record TimelineEntry(Guid Id, DateTimeOffset At, string Action, HistoryActor By, string? Detail)
{
    /// <summary>Who of the account did it; null if it was somebody else.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The new expiry or end of maintenance, of what moved it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of a changed limit, the new one; null for no limit.</summary>
    public int? Limit { get; init; }

    /// <summary>Of an assignment, the members that it is assigned to.</summary>
    public IReadOnlyList<Guid>? AssigneeIds { get; init; }

    /// <summary>Of the page that begins after this entry; the histories of all services take it.</summary>
    public string Cursor => new Cursor(At, Id).ToString();
}

/// <summary>
/// The customer's part of the audit of a license, newest first. Of an imported license, the audit begins with the import: what
/// had happened before comes from the license as it was then, with its own dates.
/// </summary>
internal sealed class Timeline(LicenseDb db)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(1);

    /// <param name="withUse">With <c>activated</c> and <c>released</c>, which Activation tells device by device.</param>
    /// <returns>One more than <paramref name="size"/> if there is a next page.</returns>
    public async Task<List<TimelineEntry>> Page(
        License license,
        bool withUse,
        Cursor? before,
        int size,
        CancellationToken cancellationToken
    )
    {
        var records = db
            .Audit.AsNoTracking()
            .Where(record => record.LicenseId == license.Id && record.VisibleToCustomer);
        var issued = await records
            .Where(record => record.Action == AuditRecord.Issued)
            .OrderBy(record => record.At)
            .FirstOrDefaultAsync(cancellationToken);
        var entries = new List<TimelineEntry>();
        if (issued is not null && Fact(issued.After) is { } then && then.IssuedAt < issued.At - AtOnce)
        {
            records = records.Where(record => record.Id != issued.Id);
            entries.AddRange(Imported(license, issued, then).Where(entry => IsAfter(entry, before)));
        }
        if (!withUse)
            records = records.Where(record =>
                record.Action != AuditRecord.Activated && record.Action != AuditRecord.Released
            );
        if (before is { At: var at, Id: var id })
            records = records.Where(record => record.At < at || (record.At == at && record.Id < id));
        var page = await records
            .OrderByDescending(record => record.At)
            .ThenByDescending(record => record.Id)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        entries.AddRange(page.Select(Recorded));
        return [.. entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)];
    }

    private static bool IsAfter(TimelineEntry entry, Cursor? before) =>
        before is not { } cursor
        || entry.At < cursor.At
        || (entry.At == cursor.At && entry.Id.CompareTo(cursor.Id) < 0);

    private static IEnumerable<TimelineEntry> Imported(License license, AuditRecord import, LicenseChanged then)
    {
        yield return new(import.Id, import.At, "imported", HistoryActor.Vendor, null);
        yield return Past(then.IssuedAt, AuditRecord.Issued, import.Detail);
        if (license.AssignedAt is { } assigned && assigned <= import.At && assigned != then.IssuedAt)
            yield return Past(assigned, LicenseAction.Assign.Done) with
            {
                AssigneeIds = then.AssigneeIds,
            };
        if (LicenseFacts.EndsAt(then.ExpiresAt, then.GraceDays) is { } ended && ended <= import.At)
            yield return Past(ended, "expired") with
            {
                By = HistoryActor.Schedule,
            };
        if (then.SuspendedAt is { } suspended)
            yield return Past(suspended, LicenseAction.Suspend.Done, then.SuspensionReason);
        if (then.RevokedAt is { } revoked)
            yield return Past(revoked, LicenseAction.Revoke.Done);

        TimelineEntry Past(DateTimeOffset at, string action, string? detail = null) =>
            new(license.Id, at, action, HistoryActor.Vendor, detail);
    }

    private static TimelineEntry Recorded(AuditRecord record)
    {
        Guid? user = record.Action == AuditRecord.KeyRevealed && Guid.TryParse(record.Actor, out var id) ? id : null;
        var by =
            user is not null ? HistoryActor.Customer
            : record.Actor == Actor.Time.Name ? HistoryActor.Schedule
            : record.Actor == Actor.Activation.Name ? HistoryActor.Program
            : HistoryActor.Vendor;
        var entry = new TimelineEntry(
            record.Id,
            record.At,
            record.Action,
            by,
            record.Action == LicenseAction.Revoke.Done ? null : record.Detail
        )
        {
            UserId = user,
        };
        if (Moves.Contains(record.Action) && Fact(record.After) is { } after)
        {
            return record.Action == LicenseAction.Renew.Done ? entry with { Until = after.ExpiresAt }
                : record.Action == LicenseAction.ChangeMaintenance.Done ? entry with { Until = after.MaintenanceEndsAt }
                : record.Action == LicenseAction.ChangeLimit.Done ? entry with { Limit = after.ActivationLimit }
                : entry with { AssigneeIds = after.AssigneeIds };
        }
        return entry;
    }

    private static readonly string[] Moves =
    [
        LicenseAction.Renew.Done,
        LicenseAction.ChangeMaintenance.Done,
        LicenseAction.ChangeLimit.Done,
        LicenseAction.Assign.Done,
    ];

    private static LicenseChanged? Fact(JsonDocument? snapshot) => snapshot?.Deserialize<LicenseChanged>(Wire.Options);
}
