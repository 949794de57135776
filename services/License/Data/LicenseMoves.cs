using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Data;

/// <summary>A move of a license: the verb, one audit record and one event in one transaction, or nothing.</summary>
internal sealed class LicenseMoves(LicenseDb db, TimeProvider clock)
{
    /// <summary>The outcome of a move; both null: no such license.</summary>
    public readonly record struct Outcome(License? License, Rejection? Rejection);

    public Task<Outcome> Move(Guid licenseId, string action, ClaimsPrincipal actor, Func<License, DateTimeOffset, Rejection?> verb, string? detail, CancellationToken cancellationToken) =>
        db.Retrying(async () =>
        {
            if (await db.Licenses.SingleOrDefaultAsync(row => row.Id == licenseId, cancellationToken) is not { } license)
                return new Outcome(null, null);
            var (before, version, now) = (Snapshot(license), license.Version, clock.GetUtcNow());
            if (verb(license, now) is { } rejection)
                return new Outcome(null, rejection);
            if (license.Version != version)
            {
                Record(license, action, actor, before, detail, now);
                await db.SaveChangesAsync(cancellationToken);
            }
            return new Outcome(license, null);
        });

    /// <summary>Adds the audit record and the event of a change to the unit of work.</summary>
    public void Record(License license, string action, ClaimsPrincipal actor, JsonDocument? before, string? detail, DateTimeOffset now)
    {
        db.Audit.Add(AuditRecord.Of(license.Id, action, actor, now, detail, before, Snapshot(license)));
        db.Outbox.Add(OutboxMessage.From(license.ToFact(), license.Id, now));
    }

    private static JsonDocument Snapshot(License license) => JsonSerializer.SerializeToDocument(license.ToFact(), Wire.Options);
}
