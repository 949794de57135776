using Microsoft.EntityFrameworkCore;

namespace Portal.Messaging;

/// <summary>How far a feed has been read.</summary>
public sealed class FeedPosition
{
    public required string Feed { get; init; }
    public required DateTimeOffset ReadUntil { get; init; }

    internal static Task<DateTimeOffset?> Read(DbContext db, string feed, CancellationToken cancellationToken) =>
        db.Set<FeedPosition>()
            .Where(position => position.Feed == feed)
            .Select(position => (DateTimeOffset?)position.ReadUntil)
            .SingleOrDefaultAsync(cancellationToken);

    internal static Task Keep(
        DbContext db,
        string feed,
        DateTimeOffset readUntil,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO feed_positions (feed, read_until) VALUES ({feed}, {readUntil.ToUniversalTime()})
            ON CONFLICT (feed) DO UPDATE SET read_until = excluded.read_until
            """,
            cancellationToken
        );
}

public static class FeedPositions
{
    /// <summary>The table <c>feed_positions</c>, for a service with <see cref="Reconciliation.AddReconciliation"/>.</summary>
    public static void AddFeedPositions(this ModelBuilder model) =>
        model.Entity<FeedPosition>().ToTable("feed_positions").HasKey(position => position.Feed);
}
