using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Domain;
using Portal.Messaging;

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
        // Trigrams: a key is found by any part of it.
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
            policy.Property(row => row.Entitlements).AsJson();
            policy.Property(row => row.Terms).AsJson();
        });
        model.Entity<License>(license =>
        {
            license.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
            license.HasOne<Policy>().WithMany().HasForeignKey(row => row.PolicyId);
            license.Property(row => row.Entitlements).AsJson();
            license.Property(row => row.Snapshot).AsJson();
            license.Property(row => row.Metadata).AsJson();
            license.HasIndex(row => row.KeyHash).IsUnique();
            license.Property(row => row.SearchText).HasComputedColumnSql(SearchText.Sql, stored: true);
            // No pending list: the writer that fills it up would merge it into the index on behalf of all others, and wait.
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
            // Not xmin: a new count of used slots must not make an operator's action fail.
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
