using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portal.ServiceDefaults;

/// <summary>
/// Empties the outbox: at once when a commit notifies, every few seconds in any case, and again and again while the broker or
/// the database is away.
/// </summary>
internal sealed partial class OutboxDispatcher(OutboxPublisher publisher, NpgsqlDataSource database, ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5), AfterFailure = TimeSpan.FromSeconds(1), Silence = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim work = new(1, 1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Repeatedly(Publish, stoppingToken), Repeatedly(Listen, stoppingToken));

    private async Task Publish(CancellationToken stopping)
    {
        while (await publisher.PublishBatch(stopping) == OutboxPublisher.BatchSize)
        {
        }
        await work.WaitAsync(Idle, stopping);
    }

    private async Task Listen(CancellationToken stopping)
    {
        await using var connection = await database.OpenConnectionAsync(stopping);
        connection.Notification += (_, _) => Wake();
        await using (var command = new NpgsqlCommand($"LISTEN {OutboxTable.Channel}", connection))
            await command.ExecuteNonQueryAsync(stopping);
        Wake();
        while (true)
        {
            // A peer that vanished without a word would be listened to for ever.
            if (!await connection.WaitAsync(Silence, stopping))
                await Ask(connection, stopping);
        }
    }

    private static async Task Ask(NpgsqlConnection connection, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = 5 };
        await command.ExecuteNonQueryAsync(stopping);
    }

    private void Wake()
    {
        if (work.CurrentCount == 0)
            work.Release();
    }

    private async Task Repeatedly(Func<CancellationToken, Task> step, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await step(stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Failed(step.Method.Name, exception);
                await Task.Delay(AfterFailure, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Outbox: {Step} failed, trying again")]
    private partial void Failed(string step, Exception exception);
}
