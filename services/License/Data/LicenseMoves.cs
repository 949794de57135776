using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Data;

/// <summary>A move of a license: the verb, one audit record and one event in one transaction; or a refusal, of which only the audit knows.</summary>
internal sealed class LicenseMoves(LicenseDb db, TimeProvider clock)
{
    /// <summary>The outcome of a move; both null: no such license.</summary>
    public readonly record struct Outcome(License? License, Rejection? Rejection);

    public Task<Outcome> Make(
        Guid licenseId,
        Move move,
        Actor actor,
        Func<License, DateTimeOffset, Rejection?> verb,
        string? detail,
        CancellationToken cancellationToken
    ) =>
        db.Retrying(async () =>
        {
            if (
                await db.Licenses.SingleOrDefaultAsync(row => row.Id == licenseId, cancellationToken) is not { } license
            )
                return new Outcome(null, null);
            var (before, version, now) = (license.ToFact().Snapshot(), license.Version, clock.GetUtcNow());
            if (verb(license, now) is { } rejection)
            {
                db.Audit.Add(
                    AuditRecord.Of(licenseId, move.Refused, actor, now, rejection.Code, before, visible: false)
                );
                await db.SaveChangesAsync(cancellationToken);
                return new Outcome(null, rejection);
            }
            if (license.Version != version)
            {
                Record(license, move.Done, actor, before, detail, now, move.IsVisible);
                await db.SaveChangesAsync(cancellationToken);
            }
            return new Outcome(license, null);
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
            AuditRecord.Of(license.Id, action, actor, now, detail, before, license.ToFact().Snapshot(), visible)
        );
        db.Outbox.Add(OutboxMessage.From(license.ToFact(), license.Id, now));
    }
}
