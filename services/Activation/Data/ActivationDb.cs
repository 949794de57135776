using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Domain;
using Portal.Contracts.Licensing.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Data;

internal sealed class ActivationDb(DbContextOptions<ActivationDb> options) : DbContext(options), IOutboxDb
{
    public DbSet<LicenseCopy> Licenses => Set<LicenseCopy>();
    public DbSet<ProductCopy> Products => Set<ProductCopy>();
    public DbSet<Activation> Activations => Set<Activation>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.AddOutbox();
        model.AddFeedPositions();
        model.Entity<ProductCopy>();
        model.Entity<LicenseCopy>(license =>
        {
            license.HasIndex(row => row.KeyHash).IsUnique();
            license.HasIndex(row => row.AccountId);
            license.Property(row => row.Snapshot).HasColumnType("jsonb").HasConversion(
                snapshot => JsonSerializer.Serialize(snapshot, Wire.Options),
                json => JsonSerializer.Deserialize<LicenseChanged>(json, Wire.Options)!);
        });
        model.Entity<Activation>(activation =>
        {
            activation.HasOne<LicenseCopy>().WithMany().HasForeignKey(row => row.LicenseId);
            activation.Property(row => row.Kind).HasConversion<string>();
            activation.Property(row => row.DeactivatedBy).HasConversion<string>();
            // One active activation an identifier, whatever runs at the same time.
            activation.HasIndex(row => new { row.LicenseId, row.Identifier }).IsUnique().HasFilter("deactivated_at IS NULL");
            activation.HasIndex(row => new { row.LicenseId, row.FirstSeenAt });
        });
    }
}
