using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Licenses.Audit;
using Portal.Licenses.Domain;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Data;

internal sealed class LicenseDb(DbContextOptions<LicenseDb> options) : DbContext(options), IOutboxDb
{
    public DbSet<Product> Products => Set<Product>();
    public DbSet<Policy> Policies => Set<Policy>();
    public DbSet<License> Licenses => Set<License>();
    public DbSet<Batch> Batches => Set<Batch>();
    public DbSet<AuditRecord> Audit => Set<AuditRecord>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.AddOutbox();
        // Keys are found by any part of them.
        model.HasPostgresExtension("pg_trgm");
        model.Entity<Batch>();
        model.Entity<Product>(product =>
        {
            product.HasIndex(row => row.Slug).IsUnique();
            product.Property(row => row.Version).IsConcurrencyToken();
        });
        model.Entity<Policy>(policy =>
        {
            policy.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
            policy.Property(row => row.KeyFormat).HasConversion<string>().HasDefaultValue(KeyFormat.Groups);
            policy.Property(row => row.Entitlements).AsJson("[]");
            policy.Property(row => row.Terms).AsJson("{}");
        });
        model.Entity<License>(license =>
        {
            license.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
            license.HasOne<Policy>().WithMany().HasForeignKey(row => row.PolicyId);
            license.Property(row => row.Entitlements).AsJson("[]");
            license.Property(row => row.Terms).AsJson("{}");
            license.Property(row => row.Metadata).AsJson("[]");
            license.HasIndex(row => row.KeyHash).IsUnique();
            license.Property(row => row.SearchText).HasComputedColumnSql(SearchText.Sql, stored: true);
            // Without a pending list, which one of many writers would have to sort in for all: see the migration NoPendingKeys.
            license
                .HasIndex(row => row.SearchText)
                .HasDatabaseName("ix_licenses_key")
                .HasMethod("gin")
                .HasOperators("gin_trgm_ops")
                .HasStorageParameter("fastupdate", "off");
            license.HasIndex(row => row.AssigneeIds).HasMethod("gin");
            license
                .Property(row => row.ExpiresOrNever)
                .HasComputedColumnSql(
                    "coalesce(expires_at, timestamptz '9999-12-31 23:59:59.999999+00')",
                    stored: true
                );
            license.HasIndex(row => new
            {
                row.AccountId,
                row.AssignedAt,
                row.Id,
            });
            license.HasIndex(row => new
            {
                row.AccountId,
                row.ExpiresOrNever,
                row.Id,
            });
            license.HasIndex(row => new
            {
                row.AccountId,
                row.ProductId,
                row.AssignedAt,
                row.Id,
            });
            license.HasIndex(row => new { row.AccountId, row.EndsAt }).HasFilter("ends_at IS NOT NULL");
            license.HasIndex(row => new { row.AccountId, row.SuspendedAt }).HasFilter("suspended_at IS NOT NULL");
            license
                .HasIndex(row => new { row.AccountId, row.MaintenanceEndsAt })
                .HasFilter("maintenance_ends_at IS NOT NULL");
            license.HasIndex(row => row.ExpiryNoticeAt).HasFilter("expiry_notice_at IS NOT NULL");
            license.HasIndex(row => row.MaintenanceNoticeAt).HasFilter("maintenance_notice_at IS NOT NULL");
            license.HasIndex(row => new { row.ChangedAt, row.Id });
            // Not the row itself: Activation's word on the slots is no rival of an operator's action.
            license.Property(row => row.Version).IsConcurrencyToken();
        });
        model.Entity<AuditRecord>(record =>
        {
            record.ToTable("audit_records");
            record.HasIndex(row => new
            {
                row.LicenseId,
                row.At,
                row.Id,
            });
            record
                .HasIndex(row => new
                {
                    row.ProductId,
                    row.At,
                    row.Id,
                })
                .HasFilter("product_id IS NOT NULL");
            record
                .HasIndex(row => new
                {
                    row.PolicyId,
                    row.At,
                    row.Id,
                })
                .HasFilter("policy_id IS NOT NULL");
            record.HasIndex(row => new { row.At, row.Id });
            record.HasIndex(row => new { row.Actor, row.At }).HasFilter($"action = '{AuditRecord.KeyRevealed}'");
        });
    }
}

file static class JsonColumns
{
    /// <summary>A value as JSON, as it is on the wire; rows from before the column read <paramref name="before"/>.</summary>
    public static void AsJson<T>(this PropertyBuilder<T> property, string before) =>
        property
            .HasColumnType("jsonb")
            .HasDefaultValueSql($"'{before}'::jsonb")
            .HasConversion(
                value => JsonSerializer.Serialize(value, Wire.Options),
                json => JsonSerializer.Deserialize<T>(json, Wire.Options)!,
                // Compared by what is stored: two lists of the same items are the same.
                new ValueComparer<T>(
                    (one, other) =>
                        JsonSerializer.Serialize(one, Wire.Options) == JsonSerializer.Serialize(other, Wire.Options),
                    value => JsonSerializer.Serialize(value, Wire.Options).GetHashCode(StringComparison.Ordinal),
                    value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, Wire.Options), Wire.Options)!
                )
            );
}
