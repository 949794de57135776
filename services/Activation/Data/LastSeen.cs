using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace Portal.Activations.Data;

/// <summary>When devices were seen, gathered in memory and written together: a validation writes nothing.</summary>
internal sealed partial class LastSeen(NpgsqlDataSource database, TimeProvider clock, ILogger<LastSeen> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const string Write = """
        UPDATE activations SET last_seen_at = greatest(activations.last_seen_at, seen.at), lost_at = NULL, app_version = coalesce(seen.version, activations.app_version)
        FROM unnest(@ids, @times, @versions) AS seen(id, at, version) WHERE activations.id = seen.id AND activations.deactivated_at IS NULL
        """;

    private readonly ConcurrentDictionary<Guid, Sign> signs = [];

    private readonly record struct Sign(DateTimeOffset At, string? Version);

    public void Note(Guid activationId, string? version) => signs[activationId] = new(clock.GetUtcNow(), version);

    /// <summary>What has been noted and not been written yet.</summary>
    public DateTimeOffset? Pending(Guid activationId) => signs.TryGetValue(activationId, out var sign) ? sign.At : null;

    /// <summary>Writes everything that was noted until now.</summary>
    public async Task Flush(CancellationToken cancellationToken)
    {
        // In one order, so that two processes never wait for each other.
        var noted = signs.OrderBy(sign => sign.Key).ToList();
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
        noted.ForEach(sign => signs.TryRemove(sign));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Flush(CancellationToken.None);
                failing = false;
            }
            catch (Exception exception)
            {
                if (!failing)
                    NotWritten(exception);
                failing = true;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "When devices were last seen cannot be written now; trying again until it can")]
    private partial void NotWritten(Exception exception);
}
