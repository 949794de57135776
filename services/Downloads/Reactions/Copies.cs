using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Licensing.V1;
using Portal.Downloads.Data;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Reactions;

/// <summary>
/// Upserts into the copies of other services' rows. A fact replaces only an older version of itself, in one statement, so that
/// neither order nor duplicates nor concurrent writers matter.
/// </summary>
internal static class Copies
{
    public const string License = "http://_management.license";

    public static readonly Copies<LicenseChanged> OfLicenses = new()
    {
        Table = "licenses",
        Of = license => (license.LicenseId, license.Version),
        ChangedAt = license => license.ChangedAt,
        Keep = (services, facts, source, stop) => Db(services).Upsert(facts, source, stop),
        Forget = (services, ids, stop) =>
            Db(services).Licenses.Where(license => ids.Contains(license.Id)).ExecuteDeleteAsync(stop),
    };

    public static readonly Copies<ProductChanged> OfProducts = new()
    {
        Table = "products",
        Of = product => (product.ProductId, product.Version),
        Keep = (services, facts, source, stop) => Db(services).Upsert(facts, source, stop),
        Forget = (services, ids, stop) =>
            Db(services).Products.Where(product => ids.Contains(product.Id)).ExecuteDeleteAsync(stop),
    };

    public static readonly Copies<SlotUsage> OfSlotUsage = new()
    {
        Table = "license_usage",
        Key = "license_id",
        Of = usage => (usage.LicenseId, usage.Version),
        Keep = (services, facts, source, stop) => Db(services).Upsert(facts, source, stop),
        Forget = (services, ids, stop) =>
            Db(services).LicenseUsage.Where(usage => ids.Contains(usage.LicenseId)).ExecuteDeleteAsync(stop),
    };

    public static Task Upsert(
        this DownloadDb db,
        IReadOnlyList<LicenseChanged> licenses,
        Source source,
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
            WHERE licenses.version < excluded.version OR ({source
                != Source.Event} AND licenses.version = excluded.version AND licenses.snapshot IS DISTINCT FROM excluded.snapshot)
                OR ({source == Source.Correction} AND licenses.version > excluded.version)
            """,
            cancellationToken
        );

    public static Task Upsert(
        this DownloadDb db,
        IReadOnlyList<ProductChanged> products,
        Source source,
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
            WHERE products.version < excluded.version OR ({source != Source.Event} AND products.version = excluded.version AND (products.slug, products.name, products.active, products.changelog_public) IS DISTINCT FROM (excluded.slug, excluded.name, excluded.active, excluded.changelog_public))
                OR ({source == Source.Correction} AND products.version > excluded.version)
            """,
            cancellationToken
        );

    public static Task Upsert(
        this DownloadDb db,
        IReadOnlyList<SlotUsage> usages,
        Source source,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO license_usage (license_id, version, used_slots)
            SELECT DISTINCT ON (fact."licenseId") fact."licenseId", fact.version, fact."usedSlots"
            FROM jsonb_to_recordset({Json(usages)}::jsonb) AS fact("licenseId" uuid, version bigint, "usedSlots" int)
            ORDER BY fact."licenseId", fact.version DESC
            ON CONFLICT (license_id) DO UPDATE SET version = excluded.version, used_slots = excluded.used_slots
            WHERE license_usage.version < excluded.version OR ({source
                != Source.Event} AND license_usage.version = excluded.version AND license_usage.used_slots IS DISTINCT FROM excluded.used_slots)
                OR ({source == Source.Correction} AND license_usage.version > excluded.version)
            """,
            cancellationToken
        );

    private static DownloadDb Db(IServiceProvider services) => services.GetRequiredService<DownloadDb>();

    private static string Json<T>(IEnumerable<T> facts) => JsonSerializer.Serialize(facts, Wire.Options);
}
