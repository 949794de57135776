using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Licensing.V1;
using Portal.Downloads.Data;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Reactions;

/// <summary>What Activation says about the slots of a license.</summary>
/// <param name="Version">Grows with every change.</param>
internal sealed record SlotUsage(Guid LicenseId, long Version, int UsedSlots);

/// <summary>
/// Keeps the copies of what other services say. A fact replaces an older version of itself and nothing else, in one
/// statement: order, repetition and rivals do not matter.
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
            INSERT INTO licenses (id, version, product_id, account_id, assignee_ids, expires_at, grace_days, maintenance_ends_at,
                max_major_version, suspended_at, revoked_at, download_before_activation, download_after_expiry)
            SELECT DISTINCT ON (fact."licenseId") fact."licenseId", fact.version, fact."productId", fact."accountId", fact."assigneeIds",
                fact."expiresAt", fact."graceDays", fact."maintenanceEndsAt", fact."maxMajorVersion", fact."suspendedAt", fact."revokedAt",
                fact."downloadBeforeActivation", fact."downloadAfterExpiry"
            FROM jsonb_to_recordset({Json(
                licenses
            )}::jsonb) AS fact("licenseId" uuid, version bigint, "productId" uuid, "accountId" uuid,
                "assigneeIds" uuid[], "expiresAt" timestamptz, "graceDays" int, "maintenanceEndsAt" timestamptz, "maxMajorVersion" int,
                "suspendedAt" timestamptz, "revokedAt" timestamptz, "downloadBeforeActivation" bool, "downloadAfterExpiry" bool)
            ORDER BY fact."licenseId", fact.version DESC
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, product_id = excluded.product_id, account_id = excluded.account_id,
                assignee_ids = excluded.assignee_ids, expires_at = excluded.expires_at, grace_days = excluded.grace_days,
                maintenance_ends_at = excluded.maintenance_ends_at, max_major_version = excluded.max_major_version,
                suspended_at = excluded.suspended_at, revoked_at = excluded.revoked_at,
                download_before_activation = excluded.download_before_activation, download_after_expiry = excluded.download_after_expiry
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
