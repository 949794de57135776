using Microsoft.EntityFrameworkCore;
using Portal.Messaging;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;

namespace Portal.ServiceDefaults.Tests.Running;

public sealed class Thing
{
    public required Guid Id { get; init; }
    public required long Version { get; set; }
    public required string Name { get; set; }
}

public sealed class ThingsDb(DbContextOptions<ThingsDb> options) : DbContext(options), IOutboxDb
{
    public DbSet<Thing> Things => Set<Thing>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Thing>().ToTable("things").Property(thing => thing.Version).IsConcurrencyToken();
        modelBuilder.AddOutbox();
        modelBuilder.AddFeedPositions();
    }

    /// <summary>The newest version wins: what a reaction should be like.</summary>
    public Task Keep(ThingChanged fact, CancellationToken cancellationToken, Source source = Source.Event) =>
        Database.ExecuteSqlAsync(
            $"""
            INSERT INTO things (id, version, name) VALUES ({fact.ThingId}, {fact.Version}, {fact.Name})
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name 
            WHERE things.version < excluded.version OR {source == Source.Correction}
            """,
            cancellationToken
        );
}
