using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Messaging;

namespace Portal.Licenses.Reactions;

internal static class SlotUsages
{
    public static readonly Copies<SlotUsage> Copies = new()
    {
        Table = "licenses",
        Version = "usage_version",
        Where = "copy.usage_version > 0",
        Of = usage => (usage.LicenseId, usage.Version),
        Keep = Keep,
        // Activation knows of no use.
        Forget = (services, ids, stop) =>
            Keep(services, [.. ids.Select(id => new SlotUsage(id, 0, 0))], Source.Correction, stop),
    };

    /// <summary>
    /// Stores the newest counts in one statement; stale ones change nothing. A license that comes into use or out of it gets its
    /// audit record in the same statement.
    /// </summary>
    public static Task Upsert(
        this LicenseDb db,
        IReadOnlyList<SlotUsage> usages,
        Source source,
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
                    FROM counted JOIN locked USING (id) WHERE licenses.id = counted.id AND (licenses.usage_version < counted.version
                        OR ({source
                != Source.Event} AND licenses.usage_version = counted.version AND licenses.used_slots <> counted.used)
                        OR ({source == Source.Correction} AND licenses.usage_version > counted.version))
                    RETURNING licenses.id, locked.used_slots AS before, counted.used AS after)
            INSERT INTO audit_records (id, license_id, at, actor, action, visible_to_customer, before, after)
            SELECT gen_random_uuid(), id, {now}, {Actor.Activation.Name}, CASE WHEN after > 0 THEN {AuditRecord.Activated} ELSE {AuditRecord.Released} END, true,
                jsonb_build_object('usedSlots', before), jsonb_build_object('usedSlots', after)
            FROM updated WHERE (before > 0) <> (after > 0)
            """,
            cancellationToken
        );
    }

    private static Task Keep(
        IServiceProvider services,
        IReadOnlyList<SlotUsage> usages,
        Source source,
        CancellationToken cancellationToken
    ) =>
        services
            .GetRequiredService<LicenseDb>()
            .Upsert(usages, source, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellationToken);
}
