using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using Portal.ServiceDefaults;

namespace Portal.Activations.Validation;

/// <summary>Collects when devices were seen and writes it in batches, so that a validation writes nothing itself.</summary>
internal sealed class LastSeen(NpgsqlDataSource database, TimeProvider clock, ILogger<LastSeen> logger)
    : PeriodicJob(clock, logger)
{
    private const string Write = """
        UPDATE activations SET last_seen_at = greatest(activations.last_seen_at, seen.at), lost_at = NULL, app_version = coalesce(seen.version, activations.app_version)
        FROM unnest(@ids, @times, @versions) AS seen(id, at, version) WHERE activations.id = seen.id AND activations.deactivated_at IS NULL
        """;

    private readonly ConcurrentDictionary<Guid, Sighting> _pending = [];

    private readonly record struct Sighting(DateTimeOffset At, string? Version);

    public void Note(Guid activationId, string? version) => _pending[activationId] = new(Clock.GetUtcNow(), version);

    /// <summary>Noted, but not written yet.</summary>
    public DateTimeOffset? Pending(Guid activationId) =>
        _pending.TryGetValue(activationId, out var sighting) ? sighting.At : null;

    /// <summary>Writes everything noted so far.</summary>
    public async Task Flush(CancellationToken cancellationToken)
    {
        // Rows are locked in id order to avoid deadlocks between processes.
        // Not enumerated by LINQ, which asks for the count first and fails if more is noted meanwhile.
        var noted = _pending.ToArray().OrderBy(sighting => sighting.Key).ToList();
        if (noted.Count == 0)
            return;
        await using var command = database.CreateCommand(Write);
        command.Parameters.Add(
            new("ids", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = noted.ConvertAll(row => row.Key) }
        );
        command.Parameters.Add(
            new("times", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            {
                Value = noted.ConvertAll(row => row.Value.At),
            }
        );
        command.Parameters.Add(
            new("versions", NpgsqlDbType.Array | NpgsqlDbType.Text)
            {
                Value = noted.ConvertAll(row => row.Value.Version),
            }
        );
        await command.ExecuteNonQueryAsync(cancellationToken);
        // Removes only unchanged entries: one noted meanwhile stays for the next batch.
        noted.ForEach(sighting => _pending.TryRemove(sighting));
    }

    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    protected override Task Run(CancellationToken cancellationToken) => Flush(CancellationToken.None);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Flush(cancellationToken);
    }
}
