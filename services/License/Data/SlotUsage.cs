using Microsoft.EntityFrameworkCore;

namespace Portal.Licensing.Data;

/// <summary>What Activation says about the slots of a license.</summary>
/// <param name="Version">Grows with every change.</param>
internal sealed record SlotUsage(Guid LicenseId, long Version, int UsedSlots);

internal static class SlotUsages
{
    /// <summary>Takes over the newest words in one statement; older ones change nothing.</summary>
    public static Task Keep(this LicenseDb db, IReadOnlyList<SlotUsage> usages, CancellationToken cancellationToken)
    {
        var (ids, versions, used) = (usages.Select(usage => usage.LicenseId).ToArray(), usages.Select(usage => usage.Version).ToArray(), usages.Select(usage => usage.UsedSlots).ToArray());
        // Locked in one order, so that two processes never wait for each other.
        return db.Database.ExecuteSqlAsync(
            $"""
            WITH said AS (SELECT DISTINCT ON (id) id, version, used FROM unnest({ids}, {versions}, {used}) AS fact (id, version, used) ORDER BY id, version DESC),
                locked AS (SELECT id FROM licenses WHERE id IN (SELECT id FROM said) ORDER BY id FOR UPDATE)
            UPDATE licenses SET used_slots = said.used, usage_version = said.version
            FROM said JOIN locked USING (id) WHERE licenses.id = said.id AND licenses.usage_version < said.version
            """, cancellationToken);
    }
}
