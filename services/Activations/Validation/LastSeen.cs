using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using Portal.ServiceDefaults;

namespace Portal.Activations.Validation;

/// <summary>When devices were seen, gathered in memory and written together: a validation writes nothing.</summary>
internal sealed class LastSeen(NpgsqlDataSource database, TimeProvider clock, ILogger<LastSeen> logger)
    : PeriodicJob(clock, logger)
{
    private const string Write = """
        UPDATE activations SET last_seen_at = greatest(activations.last_seen_at, seen.at), lost_at = NULL, app_version = coalesce(seen.version, activations.app_version)
        FROM unnest(@ids, @times, @versions) AS seen(id, at, version) WHERE activations.id = seen.id AND activations.deactivated_at IS NULL
        """;

    private readonly ConcurrentDictionary<Guid, Sign> _signs = [];

    private readonly record struct Sign(DateTimeOffset At, string? Version);

    public void Note(Guid activationId, string? version) => _signs[activationId] = new(Clock.GetUtcNow(), version);

    /// <summary>What has been noted and not been written yet.</summary>
    public DateTimeOffset? Pending(Guid activationId) =>
        _signs.TryGetValue(activationId, out var sign) ? sign.At : null;

    /// <summary>Writes everything that was noted until now.</summary>
    public async Task Flush(CancellationToken cancellationToken)
    {
        // In id order, so that two processes do not deadlock.
        var noted = _signs.OrderBy(sign => sign.Key).ToList();
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
        // What was noted meanwhile stays for the next time.
        noted.ForEach(sign => _signs.TryRemove(sign));
    }

    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    protected override Task Run(CancellationToken cancellationToken) => Flush(CancellationToken.None);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Flush(cancellationToken);
    }
}
