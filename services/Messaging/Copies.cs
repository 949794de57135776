using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Portal.Messaging;

/// <summary>Who says it, and so what it may replace.</summary>
public enum Source
{
    /// <summary>An event: replaces older facts.</summary>
    Event,

    /// <summary>The owner, read a moment ago: replaces older facts, and other content of the same version.</summary>
    Owner,

    /// <summary>The owner, asked because the copy claims to be newer: replaces whatever is there.</summary>
    Correction,
}

/// <summary>A service's copies of another service's facts of one kind, and how they are compared with their owner's.</summary>
public sealed record Copies<T>
{
    /// <summary>The table with the copies, and its key.</summary>
    public required string Table { get; init; }

    public string Key { get; init; } = "id";

    /// <summary>Null: such a fact never changes.</summary>
    public string? Version { get; init; } = "version";

    /// <summary>Which rows of the table are copies: a condition in SQL.</summary>
    public string Where { get; init; } = "true";

    public required Func<T, (Guid Id, long Version)> Of { get; init; }

    /// <summary>When a fact last changed. Null: the owner cannot tell what changed, everything is read each time.</summary>
    public Func<T, DateTimeOffset>? ChangedAt { get; init; }

    public required Func<IServiceProvider, IReadOnlyList<T>, Source, CancellationToken, Task> Keep { get; init; }

    /// <summary>Undoes copies of facts that their owner does not know.</summary>
    public required Func<IServiceProvider, Guid[], CancellationToken, Task> Forget { get; init; }

    /// <summary>Copies between two ids that claim to be newer than the owner's, or that it does not have.</summary>
    /// <param name="page">What the owner has there.</param>
    /// <param name="upTo">Null: to the end.</param>
    internal Task<Guid[]> Doubtful(
        DbContext db,
        IReadOnlyList<T> page,
        Guid after,
        Guid? upTo,
        CancellationToken cancellationToken
    ) =>
        Doubtful(
            db,
            page,
            $"copy.{Key} > @after AND (@last OR copy.{Key} <= @upto)",
            [new("after", after), new("last", upTo is null), new("upto", upTo ?? Guid.Empty)],
            cancellationToken
        );

    /// <summary>The same among some ids.</summary>
    internal Task<Guid[]> Doubtful(
        DbContext db,
        IReadOnlyList<T> known,
        Guid[] among,
        CancellationToken cancellationToken
    ) => Doubtful(db, known, $"copy.{Key} = ANY(@among)", [new("among", among)], cancellationToken);

    private Task<Guid[]> Doubtful(
        DbContext db,
        IReadOnlyList<T> known,
        string where,
        NpgsqlParameter[] values,
        CancellationToken cancellationToken
    )
    {
        var newer = Version is null ? "false" : $"copy.{Version} > fact.version";
        // Only names from the code; values are parameters.
        var sql = string.Concat(
            $"SELECT copy.{Key} AS \"Value\" FROM {Table} AS copy ",
            $"LEFT JOIN unnest(@ids, @versions) AS fact (id, version) ON fact.id = copy.{Key} ",
            $"WHERE {Where} AND {where} AND (fact.id IS NULL OR {newer})"
        );
        NpgsqlParameter[] facts =
        [
            new("ids", known.Select(fact => Of(fact).Id).ToArray()),
            new("versions", known.Select(fact => Of(fact).Version).ToArray()),
        ];
        return db.Database.SqlQueryRaw<Guid>(sql, [.. facts, .. values]).ToArrayAsync(cancellationToken);
    }
}
