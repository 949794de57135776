using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Contracts.Downloads.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Activations.Reactions;

/// <summary>
/// Upserts copies of the facts of License and Download. One statement replaces only an older version, so out-of-order, duplicate
/// and concurrent events do no harm.
/// </summary>
internal static class Copies
{
    public const string License = "http://_management.license";

    /// <summary>Of a copy that its owner does not know: it was made up.</summary>
    private const long Void = -1;

    public static readonly Copies<LicenseChanged> OfLicenses = new()
    {
        Table = "licenses",
        Where = "copy.version > -1",
        Of = license => (license.LicenseId, license.Version),
        ChangedAt = license => license.ChangedAt,
        Keep = (services, facts, source, stop) => Db(services).Upsert(facts, source, stop),
        Forget = (services, ids, stop) => Db(services).Revoke(ids, services, stop),
    };

    public static readonly Copies<ProductChanged> OfProducts = new()
    {
        Table = "products",
        Of = product => (product.ProductId, product.Version),
        Keep = (services, facts, source, stop) => Db(services).Upsert(facts, source, stop),
        Forget = (services, ids, stop) =>
            Db(services).Products.Where(product => ids.Contains(product.Id)).ExecuteDeleteAsync(stop),
    };

    public static readonly Copies<ReleasePublished> OfReleases = new()
    {
        Table = "releases",
        Version = null,
        Of = release => (release.ReleaseId, 0),
        Keep = (services, facts, source, stop) => Db(services).Upsert(facts, source, stop),
        Forget = (services, ids, stop) =>
            Db(services).Releases.Where(release => ids.Contains(release.Id)).ExecuteDeleteAsync(stop),
    };

    public static Task Upsert(
        this ActivationDb db,
        IReadOnlyList<LicenseChanged> licenses,
        Source source,
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
            WHERE licenses.version < excluded.version OR ({source
                != Source.Event} AND licenses.version = excluded.version AND licenses.snapshot IS DISTINCT FROM excluded.snapshot)
                OR ({source == Source.Correction} AND licenses.version > excluded.version)
            """,
            cancellationToken
        );

    public static Task Upsert(
        this ActivationDb db,
        IReadOnlyList<ProductChanged> products,
        Source source,
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
            WHERE products.version < excluded.version OR ({source != Source.Event} AND products.version = excluded.version AND (products.slug, products.name, products.active) IS DISTINCT FROM (excluded.slug, excluded.name, excluded.active))
                OR ({source == Source.Correction} AND products.version > excluded.version)
            """,
            cancellationToken
        );

    public static async Task Upsert(
        this ActivationDb db,
        IReadOnlyList<ReleasePublished> releases,
        Source source,
        CancellationToken cancellationToken
    )
    {
        foreach (var release in releases)
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO releases (id, product_id, version, released_at)
                VALUES ({release.ReleaseId}, {release.ProductId}, {ReleaseCopy.Normal(
                    release.Version
                )}, {release.ReleasedAt.ToUniversalTime()})
                ON CONFLICT (id) DO UPDATE SET product_id = excluded.product_id, version = excluded.version, released_at = excluded.released_at
                WHERE {source != Source.Event} AND (releases.product_id, releases.version, releases.released_at)
                    IS DISTINCT FROM (excluded.product_id, excluded.version, excluded.released_at)
                """,
                cancellationToken
            );
    }

    /// <summary>Licenses that their owner does not know. Activations may refer to them, so the rows stay.</summary>
    private static Task<int> Revoke(
        this ActivationDb db,
        Guid[] ids,
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return db.Database.ExecuteSqlAsync(
            $"""
            UPDATE licenses SET version = {Void}, snapshot = jsonb_set(snapshot, ARRAY['revokedAt'], to_jsonb({now}::timestamptz))
            WHERE id = ANY({ids})
            """,
            cancellationToken
        );
    }

    private static ActivationDb Db(IServiceProvider services) => services.GetRequiredService<ActivationDb>();

    private static string Json<T>(IEnumerable<T> facts) => JsonSerializer.Serialize(facts, Wire.Options);
}
