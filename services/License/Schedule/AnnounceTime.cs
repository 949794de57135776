using Portal.Licensing.Data;

namespace Portal.Licensing.Schedule;

/// <summary>Tells what time does to licenses. Every replica does; row locks keep them out of each other's way.</summary>
internal sealed partial class AnnounceTime(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<AnnounceTime> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1),
        AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Announce(stoppingToken) == DueNotices.BatchSize) { }
                failing = false;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (!failing)
                    Waiting(exception);
                failing = true;
            }
            await Task.Delay(failing ? AfterFailure : Pause, clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> Announce(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DueNotices>().Tell(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "What is due cannot be announced now; trying again until it can")]
    private partial void Waiting(Exception exception);
}
