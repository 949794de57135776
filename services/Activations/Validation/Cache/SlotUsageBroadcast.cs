using System.Threading.Channels;
using Npgsql;

namespace Portal.Activations.Validation.Cache;

/// <summary>
/// Tells the other processes which licenses have more slots in use than they remember: after the commit and many at a time, for
/// a transaction that tells something itself lets no other commit meanwhile (decision 16). What is not told, because this process
/// died or the database was away, is noticed when what they remember grows old.
/// </summary>
internal sealed partial class SlotUsageBroadcast(NpgsqlDataSource database, ILogger<SlotUsageBroadcast> logger)
    : BackgroundService
{
    private const int MaxWaiting = 100_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // No need to wait for the disk: what a crash of the server forgets, it tells nobody anyway.
    private const string Tell =
        $"SELECT set_config('synchronous_commit', 'off', true), count(pg_notify('{InvalidationChannel.Name}', id::text)) FROM unnest(@ids) AS id";

    private readonly Channel<Guid> _changed = Channel.CreateBounded<Guid>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    public void Note(Guid licenseId) => _changed.Writer.TryWrite(licenseId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _changed.Reader.WaitToReadAsync(stoppingToken))
            {
                await Announce(stoppingToken);
                await Task.Delay(Pause, stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task Announce(CancellationToken cancellationToken)
    {
        var ids = new HashSet<Guid>();
        while (_changed.Reader.TryRead(out var id))
            ids.Add(id);
        try
        {
            await using var command = database.CreateCommand(Tell);
            command.Parameters.AddWithValue("ids", ids.ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            NotTold(exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Other replicas were not told of slots in use; they notice within a minute")]
    private partial void NotTold(Exception exception);
}
