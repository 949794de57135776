using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Domain;
using Portal.Activations.Protocols;
using Portal.Activations.Slots;
using Portal.Contracts.Licensing.V1;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Activations.Data;

internal sealed class ActivationDb(DbContextOptions<ActivationDb> options) : DbContext(options), IOutboxDb
{
    public DbSet<LicenseCopy> Licenses => Set<LicenseCopy>();
    public DbSet<ProductCopy> Products => Set<ProductCopy>();
    public DbSet<ReleaseCopy> Releases => Set<ReleaseCopy>();
    public DbSet<Activation> Activations => Set<Activation>();
    public DbSet<BlockedIdentifier> Blocked => Set<BlockedIdentifier>();
    public DbSet<StoredAnswer> Answers => Set<StoredAnswer>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<AuditRecord> Audit => Set<AuditRecord>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.AddOutbox();
        model.AddFeedPositions();
        model.AddKeyManager();
        model.Entity<ProductCopy>();
        model.Entity<ReleaseCopy>().HasIndex(row => new { row.ProductId, row.Version });
        model.Entity<LicenseCopy>(license =>
        {
            license.HasIndex(row => row.KeyHash).IsUnique();
            license
                .Property(row => row.FoldedKeyHash)
                .HasComputedColumnSql("snapshot ->> 'foldedKeyHash'", stored: true);
            license.HasIndex(row => row.FoldedKeyHash);
            license.HasIndex(row => row.AccountId);
            license
                .Property(row => row.Snapshot)
                .HasColumnType("jsonb")
                .HasConversion(
                    snapshot => JsonSerializer.Serialize(snapshot, Wire.Options),
                    json => JsonSerializer.Deserialize<LicenseChanged>(json, Wire.Options)!
                );
            license.Ignore(row => row.Terms);
        });
        model.Entity<Activation>(activation =>
        {
            activation.HasOne<LicenseCopy>().WithMany().HasForeignKey(row => row.LicenseId);
            activation.Property(row => row.Kind).HasConversion<string>();
            activation.Property(row => row.DeactivatedBy).HasConversion<string>();
            // At most one active activation per identifier, also under concurrency.
            activation
                .HasIndex(row => new { row.LicenseId, row.Identifier })
                .IsUnique()
                .HasFilter("deactivated_at IS NULL");
            activation.HasIndex(row => new { row.LicenseId, row.FirstSeenAt });
            activation
                .HasIndex(row => new { row.LicenseId, row.SlotHeldUntil })
                .HasFilter("slot_held_until IS NOT NULL");
            activation.HasIndex(row => row.Fingerprint).HasMethod("gin").HasFilter("deactivated_at IS NULL");
        });
        model.Entity<BlockedIdentifier>(blocked =>
        {
            blocked.ToTable("blocked_identifiers");
            blocked
                .HasIndex(row => new
                {
                    row.Identifier,
                    row.LicenseId,
                    row.ProductId,
                })
                .IsUnique()
                .AreNullsDistinct(false);
        });
        model.Entity<StoredAnswer>(answer =>
        {
            answer.ToTable("given_answers").HasKey(row => new { row.LicenseId, row.Key });
            answer.HasIndex(row => row.At);
        });
        model.Entity<EventThrottle>().ToTable("event_pauses").HasKey(row => new { row.LicenseId, row.Kind });
        model.Entity<SigningKey>();
        model.Entity<AuditRecord>().ToTable("audit_records").HasIndex(row => new { row.LicenseId, row.At });
    }
}
