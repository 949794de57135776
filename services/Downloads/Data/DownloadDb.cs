using Microsoft.EntityFrameworkCore;
using Portal.Downloads.Domain;
using Portal.Messaging;
using Portal.Rules;

namespace Portal.Downloads.Data;

internal sealed class DownloadDb(DbContextOptions<DownloadDb> options) : DbContext(options), IOutboxDb
{
    public DbSet<ProductCopy> Products => Set<ProductCopy>();
    public DbSet<LicenseCopy> Licenses => Set<LicenseCopy>();
    public DbSet<UsageCopy> LicenseUsage => Set<UsageCopy>();
    public DbSet<Release> Releases => Set<Release>();
    public DbSet<Artifact> Artifacts => Set<Artifact>();
    public DbSet<IssuedFile> IssuedFiles => Set<IssuedFile>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutbox();
        modelBuilder.AddFeedPositions();
        modelBuilder.Entity<LicenseCopy>(license =>
        {
            license.HasIndex(row => new { row.AccountId, row.ProductId });
            license.Property(row => row.Snapshot).AsJson();
        });
        modelBuilder.Entity<UsageCopy>().HasKey(usage => usage.LicenseId);
        modelBuilder
            .Entity<IssuedFile>()
            .ToTable("given_files")
            .HasIndex(row => new
            {
                row.LicenseId,
                row.At,
                row.Id,
            });
        modelBuilder.Entity<Release>(release =>
        {
            release.Property(row => row.Version).HasConversion(version => version.Text, text => Stored(text));
            release.Property(row => row.Channel).HasConversion<string>();
            release.HasIndex(row => new { row.ProductId, row.NormalVersion }).IsUnique();
            release
                .HasMany(row => row.Artifacts)
                .WithOne()
                .HasForeignKey(artifact => artifact.ReleaseId)
                .OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Artifact>(artifact =>
        {
            artifact.Property(row => row.FileName).HasConversion(name => name.Text, text => StoredName(text));
            artifact.Property(row => row.Kind).HasConversion<string>();
            artifact
                .HasIndex(row => new
                {
                    row.ReleaseId,
                    row.Platform,
                    row.Arch,
                    row.FileName,
                })
                .IsUnique();
        });
    }

    private static ProductVersion Stored(string text) =>
        ProductVersion.TryParse(text, out var version)
            ? version
            : throw new InvalidDataException("The version of a release cannot be read.");

    private static FileName StoredName(string text) =>
        FileName.TryParse(text, out var name)
            ? name
            : throw new InvalidDataException("The file name of an artifact cannot be read.");
}
