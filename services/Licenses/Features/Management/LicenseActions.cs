using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>
/// Runs an operator's action on a license: the domain verb, one audit record and one event in one transaction; or a rejection,
/// of which only the audit record is stored.
/// </summary>
internal sealed class LicenseActions(LicenseDb db, TimeProvider clock)
{
    public Task<Result<License>> Make(
        Guid licenseId,
        LicenseAction action,
        Actor actor,
        Func<License, DateTimeOffset, Rejection?> verb,
        string? detail,
        CancellationToken cancellationToken
    ) =>
        db.RetryOnConflict<LicenseDb, Result<License>>(async () =>
        {
            if (
                await db.Licenses.SingleOrDefaultAsync(row => row.Id == licenseId, cancellationToken) is not { } license
            )
                return Rejection.NotFound;
            var (before, version, now) = (license.ToEvent().Snapshot(), license.Version, clock.GetUtcNow());
            if (verb(license, now) is { } rejection)
            {
                db.Audit.Add(
                    AuditRecord.Of(licenseId, action.Refused, actor, now, rejection.Code, before, visible: false)
                );
                await db.SaveChangesAsync(cancellationToken);
                return rejection;
            }
            if (license.Version != version)
            {
                Record(license, action.Done, actor, before, detail, now, action.IsVisible);
                await db.SaveChangesAsync(cancellationToken);
            }
            return license;
        });

    /// <summary>Adds the audit record and the event of a change to the unit of work.</summary>
    public void Record(
        License license,
        string action,
        Actor actor,
        JsonDocument? before,
        string? detail,
        DateTimeOffset now,
        bool visible = true
    )
    {
        db.Audit.Add(
            AuditRecord.Of(license.Id, action, actor, now, detail, before, license.ToEvent().Snapshot(), visible)
        );
        db.Outbox.Add(OutboxMessage.From(license.ToEvent(), license.Id, now));
    }
}
