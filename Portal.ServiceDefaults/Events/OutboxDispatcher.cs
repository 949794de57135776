using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.ServiceDefaults;

/// <summary>
/// Empties the outbox: at once when this process has committed something, every few seconds in any case (what another process
/// left behind), and again and again while the broker or the database is away.
/// </summary>
internal sealed partial class OutboxDispatcher(
    OutboxPublisher publisher,
    OutboxBell bell,
    ILogger<OutboxDispatcher> logger
) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5),
        AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await publisher.PublishBatch(stoppingToken) == OutboxPublisher.BatchSize) { }
                await bell.Rung(Idle, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Failed(exception);
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Events cannot be published now, trying again")]
    private partial void Failed(Exception exception);
}
