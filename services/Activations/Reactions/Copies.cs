using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Contracts.Downloads.V1;
using Portal.Contracts.Licensing.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Reactions;

/// <summary>
/// Upserts copies of the facts of License and Download. One statement replaces only an older version, so out-of-order, duplicate
/// and concurrent events do no harm.
/// </summary>
internal static class Copies
{
    public static Task Upsert(
        this ActivationDb db,
        IReadOnlyList<LicenseChanged> licenses,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO licenses (id, version, key_hash, key_hint, product_id, account_id, assignee_ids, suspended_at, snapshot, used_slots, usage_version)
            SELECT DISTINCT ON (id) (fact ->> 'licenseId')::uuid AS id, (fact ->> 'version')::bigint AS version, fact ->> 'keyHash', fact ->> 'keyHint', (fact ->> 'productId')::uuid,
                (fact ->> 'accountId')::uuid, ARRAY(SELECT jsonb_array_elements_text(fact -> 'assigneeIds')::uuid),
                (fact ->> 'suspendedAt')::timestamptz, fact, 0, 0
            FROM jsonb_array_elements({Json(licenses)}::jsonb) AS fact
            ORDER BY id, version DESC
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, key_hash = excluded.key_hash, key_hint = excluded.key_hint, product_id = excluded.product_id,
                account_id = excluded.account_id, assignee_ids = excluded.assignee_ids, suspended_at = excluded.suspended_at, snapshot = excluded.snapshot
            WHERE licenses.version < excluded.version
            """,
            cancellationToken
        );

    public static Task Upsert(
        this ActivationDb db,
        IReadOnlyList<ProductChanged> products,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO products (id, version, slug, name, active)
            SELECT DISTINCT ON (fact."productId") fact."productId", fact.version, fact.slug, fact.name, fact.active
            FROM jsonb_to_recordset({Json(
                products
            )}::jsonb) AS fact("productId" uuid, version bigint, slug text, name text, active bool)
            ORDER BY fact."productId", fact.version DESC
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, slug = excluded.slug, name = excluded.name, active = excluded.active
            WHERE products.version < excluded.version
            """,
            cancellationToken
        );

    public static Task Upsert(this ActivationDb db, ReleasePublished release, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO releases (id, product_id, version, released_at)
            VALUES ({release.ReleaseId}, {release.ProductId}, {ReleaseCopy.Normal(
                release.Version
            )}, {release.ReleasedAt.ToUniversalTime()})
            ON CONFLICT (id) DO NOTHING
            """,
            cancellationToken
        );

    private static string Json<T>(IEnumerable<T> facts) => JsonSerializer.Serialize(facts, Wire.Options);
}
