using System.Threading.Channels;
using Npgsql;

namespace Portal.Activations.Validation.Cache;

/// <summary>
/// Notifies the other replicas of licenses whose slots in use changed: after the commit and in batches, because transactions
/// that each send a NOTIFY commit one at a time (decision 16). A lost broadcast is harmless: entries expire after one minute.
/// </summary>
internal sealed partial class SlotUsageBroadcast(NpgsqlDataSource database, ILogger<SlotUsageBroadcast> logger)
    : BackgroundService
{
    private const int MaxPending = 100_000;
    private static readonly TimeSpan BatchInterval = TimeSpan.FromMilliseconds(10);

    // No fsync needed: a NOTIFY does not survive a server crash either.
    private const string Notify =
        $"SELECT set_config('synchronous_commit', 'off', true), count(pg_notify('{CacheInvalidation.Channel}', id::text)) FROM unnest(@ids) AS id";

    private readonly Channel<Guid> _pending = Channel.CreateBounded<Guid>(
        new BoundedChannelOptions(MaxPending) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    public void Enqueue(Guid licenseId) => _pending.Writer.TryWrite(licenseId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _pending.Reader.WaitToReadAsync(stoppingToken))
            {
                await SendBatch(stoppingToken);
                await Task.Delay(BatchInterval, stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task SendBatch(CancellationToken cancellationToken)
    {
        var ids = new HashSet<Guid>();
        while (_pending.Reader.TryRead(out var id))
            ids.Add(id);
        try
        {
            await using var command = database.CreateCommand(Notify);
            command.Parameters.AddWithValue("ids", ids.ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            BroadcastFailed(exception);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Slots in use were not broadcast: other replicas may show an old number for up to a minute"
    )]
    private partial void BroadcastFailed(Exception exception);
}
