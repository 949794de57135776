using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>
/// What happened to a license's devices, newest first: when they were activated and deactivated is in their rows, everything else
/// in the audit.
/// </summary>
internal sealed class History(ActivationDb db)
{
    private static readonly string[] Shown =
    [
        AuditRecord.Imported,
        AuditRecord.Refused,
        AuditRecord.FileIssued,
        AuditRecord.Blocked,
        AuditRecord.Unblocked,
    ];
    private static readonly string[] OfRows = [AuditRecord.Deactivated, AuditRecord.ActivatedOffline];

    /// <param name="identifier">Only what happened to this device or domain, whichever activation it had. Null: to all of them.</param>
    public async Task<HistoryPage> Page(
        Guid licenseId,
        string? identifier,
        Cursor? before,
        int size,
        CancellationToken cancellationToken
    )
    {
        var rows = db.Activations.AsNoTracking().Where(row => row.LicenseId == licenseId);
        var records = db
            .Audit.AsNoTracking()
            .Where(record => record.LicenseId == licenseId && Shown.Contains(record.Action));
        if (identifier is not null)
        {
            rows = rows.Where(row => row.Identifier == identifier);
            var subjects = (await rows.Select(row => row.Id).ToListAsync(cancellationToken)).ConvertAll(id =>
                id.ToString()
            );
            subjects.Add(identifier);
            records = records.Where(record => subjects.Contains(record.Subject!) || record.Detail == identifier);
        }
        var (started, ended) = (rows, rows.Where(row => row.DeactivatedAt != null));
        if (before is { At: var at, Id: var id })
        {
            started = started.Where(row => row.FirstSeenAt < at || (row.FirstSeenAt == at && row.Id < id));
            ended = ended.Where(row => row.DeactivatedAt < at || (row.DeactivatedAt == at && row.Id < id));
            records = records.Where(record => record.At < at || (record.At == at && record.Id < id));
        }
        // One more of each than fits: anything left over means a next page.
        var activated = await started
            .OrderByDescending(row => row.FirstSeenAt)
            .ThenByDescending(row => row.Id)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        var deactivated = await ended
            .OrderByDescending(row => row.DeactivatedAt)
            .ThenByDescending(row => row.Id)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        var audit = await records
            .OrderByDescending(record => record.At)
            .ThenByDescending(record => record.Id)
            .Take(size + 1)
            .ToListAsync(cancellationToken);

        var actors = await Actors(
            licenseId,
            [.. activated.Concat(deactivated).Select(row => row.Id.ToString()).Distinct()],
            cancellationToken
        );
        var names = await Names(licenseId, audit, cancellationToken);
        List<HistoryEntry> all =
        [
            .. activated.Select(row => Activated(row, actors)),
            .. deactivated.Select(row => Deactivated(row, actors)),
            .. audit.Select(record => Recorded(record, names)),
        ];
        all = [.. all.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)];
        var count = Math.Min(size, all.Count);
        // Entries with the same time and id stay on one page: the cursor cannot tell them apart.
        while (
            count > 0 && count < all.Count && (all[count].At, all[count].Id) == (all[count - 1].At, all[count - 1].Id)
        )
            count++;
        return new(all[..count], count < all.Count ? all[count - 1].Cursor : null);
    }

    /// <summary>Who deactivated it, if it was somebody of the account.</summary>
    public async Task<Guid?> WhoEnded(Activation activation, CancellationToken cancellationToken)
    {
        var actors = await Actors(activation.LicenseId, [activation.Id.ToString()], cancellationToken);
        return Deactivated(activation, actors).UserId;
    }

    public static HistoryActor ActorOf(DeactivatedBy? by) =>
        by switch
        {
            DeactivatedBy.Customer => HistoryActor.Customer,
            DeactivatedBy.Operator => HistoryActor.Vendor,
            DeactivatedBy.Expiry => HistoryActor.Schedule,
            _ => HistoryActor.Program,
        };

    private static HistoryEntry Activated(Activation row, ILookup<(string, string?), string> actors)
    {
        var offline = actors[(AuditRecord.ActivatedOffline, row.Id.ToString())].FirstOrDefault();
        return offline is null
            ? new(row.Id, row.FirstSeenAt, "activated", HistoryActor.Program, null, row.Id, NameOf(row), null)
            : new(
                row.Id,
                row.FirstSeenAt,
                AuditRecord.ActivatedOffline,
                HistoryActor.Customer,
                UserOf(offline),
                row.Id,
                NameOf(row),
                null
            );
    }

    private static HistoryEntry Deactivated(Activation row, ILookup<(string, string?), string> actors)
    {
        var by = ActorOf(row.DeactivatedBy);
        // Operators stay anonymous to customers.
        var user =
            by == HistoryActor.Vendor
                ? null
                : UserOf(actors[(AuditRecord.Deactivated, row.Id.ToString())].FirstOrDefault());
        return new(row.Id, row.DeactivatedAt ?? default, AuditRecord.Deactivated, by, user, row.Id, NameOf(row), null);
    }

    private static HistoryEntry Recorded(AuditRecord record, Dictionary<string, string> names)
    {
        var fromFile = record.Action == AuditRecord.FileIssued;
        var user = fromFile ? UserOf(record.Actor) : null;
        var by =
            record.Actor == AuditRecord.Program ? HistoryActor.Program
            : user is null ? HistoryActor.Vendor
            : HistoryActor.Customer;
        var blocks = record.Action is AuditRecord.Blocked or AuditRecord.Unblocked;
        var subject = blocks ? record.Detail : record.Subject;
        var device = subject is null
            ? null
            : names.GetValueOrDefault(subject, record.Action == AuditRecord.Refused || blocks ? subject : "");
        Guid? activation =
            record.Action is AuditRecord.FileIssued or AuditRecord.Imported && Guid.TryParse(record.Subject, out var id)
                ? id
                : null;
        return new(
            record.Id,
            record.At,
            record.Action,
            by,
            user,
            activation,
            device is "" ? null : device,
            blocks ? null : record.Detail
        );
    }

    private async Task<ILookup<(string, string?), string>> Actors(
        Guid licenseId,
        List<string> ids,
        CancellationToken cancellationToken
    ) =>
        (
            await db
                .Audit.AsNoTracking()
                .Where(record =>
                    record.LicenseId == licenseId && OfRows.Contains(record.Action) && ids.Contains(record.Subject!)
                )
                .Select(record => new
                {
                    record.Action,
                    record.Subject,
                    record.Actor,
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(record => (record.Action, record.Subject), record => record.Actor);

    /// <summary>What to call the subjects of these records, devices by id or identifier.</summary>
    private async Task<Dictionary<string, string>> Names(
        Guid licenseId,
        List<AuditRecord> audit,
        CancellationToken cancellationToken
    )
    {
        var subjects = audit
            .SelectMany(record => new[] { record.Subject, record.Detail })
            .OfType<string>()
            .Distinct()
            .ToList();
        var ids = subjects
            .Select(subject => Guid.TryParse(subject, out var id) ? id : default)
            .Where(id => id != default)
            .ToList();
        var devices = await db
            .Activations.AsNoTracking()
            .Where(row => row.LicenseId == licenseId && (ids.Contains(row.Id) || subjects.Contains(row.Identifier)))
            .OrderBy(row => row.FirstSeenAt)
            .ToListAsync(cancellationToken);
        var names = new Dictionary<string, string>();
        foreach (var row in devices)
            (names[row.Id.ToString()], names[row.Identifier]) = (NameOf(row), NameOf(row));
        return names;
    }

    private static string NameOf(Activation row) => string.IsNullOrEmpty(row.Name) ? row.Identifier : row.Name;

    private static Guid? UserOf(string? actor) => Guid.TryParse(actor, out var id) ? id : null;
}
