using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Data;

internal sealed class LicenseDb(DbContextOptions<LicenseDb> options) : DbContext(options), IOutboxDb
{
    public DbSet<Product> Products => Set<Product>();
    public DbSet<Policy> Policies => Set<Policy>();
    public DbSet<License> Licenses => Set<License>();
    public DbSet<AuditRecord> Audit => Set<AuditRecord>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.AddOutbox();
        model.Entity<Product>().HasIndex(product => product.Slug).IsUnique();
        model.Entity<Policy>(policy =>
        {
            policy.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
            policy.OwnsMany(row => row.Entitlements, feature => feature.ToJson());
            policy.Property(row => row.Terms).AsJson("{}");
        });
        model.Entity<License>(license =>
        {
            license.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
            license.HasOne<Policy>().WithMany().HasForeignKey(row => row.PolicyId);
            license.OwnsMany(row => row.Entitlements, feature => feature.ToJson());
            license.Property(row => row.Terms).AsJson("{}");
            license.Property(row => row.Metadata).AsJson("[]");
            license.HasIndex(row => row.KeyHash).IsUnique();
            license.HasIndex(row => new { row.AccountId, row.IssuedAt, row.Id });
            license.HasIndex(row => new { row.ChangedAt, row.Id });
            // Not the row itself: Activation's word on the slots is no rival of an operator's move.
            license.Property(row => row.Version).IsConcurrencyToken();
        });
        model.Entity<AuditRecord>(record =>
        {
            record.ToTable("audit_records");
            record.HasIndex(row => new { row.LicenseId, row.At });
        });
    }
}

file static class JsonColumns
{
    /// <summary>A value as JSON, as it is on the wire; rows from before the column read <paramref name="before"/>.</summary>
    public static void AsJson<T>(this PropertyBuilder<T> property, string before) => property.HasColumnType("jsonb").HasDefaultValueSql($"'{before}'::jsonb").HasConversion(
        value => JsonSerializer.Serialize(value, Wire.Options),
        json => JsonSerializer.Deserialize<T>(json, Wire.Options)!,
        // Compared by what is stored: two lists of the same items are the same.
        new ValueComparer<T>(
            (one, other) => JsonSerializer.Serialize(one, Wire.Options) == JsonSerializer.Serialize(other, Wire.Options),
            value => JsonSerializer.Serialize(value, Wire.Options).GetHashCode(StringComparison.Ordinal),
            value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, Wire.Options), Wire.Options)!));
}
