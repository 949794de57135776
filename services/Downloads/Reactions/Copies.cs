using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Licensing.V1;
using Portal.Downloads.Data;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Reactions;

/// <summary>How many slots of a license are in use, as Activation counts them.</summary>
/// <param name="Version">Grows with every change.</param>
internal sealed record SlotUsage(Guid LicenseId, long Version, int UsedSlots);

/// <summary>
/// Upserts into the copies of other services' rows. A fact replaces only an older version of itself, in one statement, so that
/// neither order nor duplicates nor concurrent writers matter.
/// </summary>
internal static class Copies
{
    public static Task Upsert(
        this DownloadDb db,
        IEnumerable<LicenseChanged> licenses,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO licenses (id, version, product_id, account_id, assignee_ids, snapshot)
            SELECT DISTINCT ON (id) (fact ->> 'licenseId')::uuid AS id, (fact ->> 'version')::bigint AS version, (fact ->> 'productId')::uuid,
                (fact ->> 'accountId')::uuid, ARRAY(SELECT jsonb_array_elements_text(fact -> 'assigneeIds')::uuid), fact
            FROM jsonb_array_elements({Json(licenses)}::jsonb) AS fact
            ORDER BY id, version DESC
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, product_id = excluded.product_id, account_id = excluded.account_id,
                assignee_ids = excluded.assignee_ids, snapshot = excluded.snapshot
            WHERE excluded.version > licenses.version
            """,
            cancellationToken
        );

    public static Task Upsert(
        this DownloadDb db,
        IEnumerable<ProductChanged> products,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO products (id, version, slug, name, active, changelog_public)
            SELECT DISTINCT ON (fact."productId") fact."productId", fact.version, fact.slug, fact.name, fact.active, coalesce(fact."changelogPublic", false)
            FROM jsonb_to_recordset({Json(
                products
            )}::jsonb) AS fact("productId" uuid, version bigint, slug text, name text, active bool, "changelogPublic" bool)
            ORDER BY fact."productId", fact.version DESC
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, slug = excluded.slug, name = excluded.name, active = excluded.active,
                changelog_public = excluded.changelog_public
            WHERE excluded.version > products.version
            """,
            cancellationToken
        );

    public static Task Upsert(
        this DownloadDb db,
        IReadOnlyList<SlotUsage> usages,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO license_usage (license_id, version, used_slots)
            SELECT DISTINCT ON (fact."licenseId") fact."licenseId", fact.version, fact."usedSlots"
            FROM jsonb_to_recordset({Json(usages)}::jsonb) AS fact("licenseId" uuid, version bigint, "usedSlots" int)
            ORDER BY fact."licenseId", fact.version DESC
            ON CONFLICT (license_id) DO UPDATE SET version = excluded.version, used_slots = excluded.used_slots
            WHERE excluded.version > license_usage.version
            """,
            cancellationToken
        );

    private static string Json<T>(IEnumerable<T> facts) => JsonSerializer.Serialize(facts, Wire.Options);
}
