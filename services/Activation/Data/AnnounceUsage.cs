using System.Threading.Channels;
using Npgsql;

namespace Portal.Activations.Data;

/// <summary>
/// Tells the other processes which licenses have more slots in use than they remember: after the commit and many at a time, for
/// a transaction that tells something itself lets no other commit meanwhile (decision 16). What is not told, because this process
/// died or the database was away, is noticed when what they remember grows old.
/// </summary>
internal sealed partial class AnnounceUsage(NpgsqlDataSource database, ILogger<AnnounceUsage> logger)
    : BackgroundService
{
    private const int MostWaiting = 100_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // No need to wait for the disk: what a crash of the server forgets, it tells nobody anyway.
    private const string Tell =
        $"SELECT set_config('synchronous_commit', 'off', true), count(pg_notify('{Triggers.Channel}', id::text)) FROM unnest(@ids) AS id";

    private readonly Channel<Guid> changed = Channel.CreateBounded<Guid>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    public void Note(Guid licenseId) => changed.Writer.TryWrite(licenseId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await changed.Reader.WaitToReadAsync(stoppingToken))
            {
                await Announce(stoppingToken);
                await Task.Delay(Pause, stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task Announce(CancellationToken stopping)
    {
        var ids = new HashSet<Guid>();
        while (changed.Reader.TryRead(out var id))
            ids.Add(id);
        try
        {
            await using var command = database.CreateCommand(Tell);
            command.Parameters.AddWithValue("ids", ids.ToArray());
            await command.ExecuteNonQueryAsync(stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            NotTold(exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Other replicas were not told of slots in use; they notice within a minute")]
    private partial void NotTold(Exception exception);
}
