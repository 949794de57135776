using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;

namespace Portal.Licenses.Reactions;

/// <summary>What Activation says about the slots of a license.</summary>
/// <param name="Version">Grows with every change.</param>
internal sealed record SlotUsage(Guid LicenseId, long Version, int UsedSlots);

internal static class SlotUsages
{
    /// <summary>
    /// Takes over the newest words in one statement; older ones change nothing. A license that comes into use or out of it gets
    /// its audit record with it.
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
        // Locked in one order, so that two processes never wait for each other.
        return db.Database.ExecuteSqlAsync(
            $"""
            WITH said AS (SELECT DISTINCT ON (id) id, version, used FROM unnest({ids}, {versions}, {used}) AS fact (id, version, used) ORDER BY id, version DESC),
                locked AS (SELECT id, used_slots FROM licenses WHERE id IN (SELECT id FROM said) ORDER BY id FOR UPDATE),
                kept AS (
                    UPDATE licenses SET used_slots = said.used, usage_version = said.version
                    FROM said JOIN locked USING (id) WHERE licenses.id = said.id AND licenses.usage_version < said.version
                    RETURNING licenses.id, locked.used_slots AS before, said.used AS after)
            INSERT INTO audit_records (id, license_id, at, actor, action, visible_to_customer, before, after)
            SELECT gen_random_uuid(), id, {now}, {Actor.Activation.Name}, CASE WHEN after > 0 THEN {AuditRecord.Activated} ELSE {AuditRecord.Released} END, true,
                jsonb_build_object('usedSlots', before), jsonb_build_object('usedSlots', after)
            FROM kept WHERE (before > 0) <> (after > 0)
            """,
            cancellationToken
        );
    }
}
