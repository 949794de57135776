using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;

namespace Portal.Licenses.Reactions;

/// <summary>How many slots of a license are in use, as Activation counts them.</summary>
/// <param name="Version">Grows with every change.</param>
internal sealed record SlotUsage(Guid LicenseId, long Version, int UsedSlots);

internal static class SlotUsages
{
    /// <summary>
    /// Stores the newest counts in one statement; stale ones change nothing. A license that comes into use or out of it gets its
    /// audit record in the same statement.
    /// </summary>
    public static Task Upsert(
        this LicenseDb db,
        IReadOnlyList<SlotUsage> usages,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (ids, versions, used) = (
            usages.Select(usage => usage.LicenseId).ToArray(),
            usages.Select(usage => usage.Version).ToArray(),
            usages.Select(usage => usage.UsedSlots).ToArray()
        );
        // Lock in id order to avoid deadlocks between replicas.
        return db.Database.ExecuteSqlAsync(
            $"""
            WITH counted AS (SELECT DISTINCT ON (id) id, version, used FROM unnest({ids}, {versions}, {used}) AS fact (id, version, used) ORDER BY id, version DESC),
                locked AS (SELECT id, used_slots FROM licenses WHERE id IN (SELECT id FROM counted) ORDER BY id FOR UPDATE),
                updated AS (
                    UPDATE licenses SET used_slots = counted.used, usage_version = counted.version
                    FROM counted JOIN locked USING (id) WHERE licenses.id = counted.id AND licenses.usage_version < counted.version
                    RETURNING licenses.id, locked.used_slots AS before, counted.used AS after)
            INSERT INTO audit_records (id, license_id, at, actor, action, visible_to_customer, before, after)
            SELECT gen_random_uuid(), id, {now}, {Actor.Activation.Name}, CASE WHEN after > 0 THEN {AuditRecord.Activated} ELSE {AuditRecord.Released} END, true,
                jsonb_build_object('usedSlots', before), jsonb_build_object('usedSlots', after)
            FROM updated WHERE (before > 0) <> (after > 0)
            """,
            cancellationToken
        );
    }
}
