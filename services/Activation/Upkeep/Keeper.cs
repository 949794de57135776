namespace Portal.Activations.Upkeep;

/// <summary>What time does to activations. Runs in every process; the database decides who does what.</summary>
internal sealed partial class Keeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Keeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<StaleActivations>().End(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<LostHeartbeats>().Report(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<OldAnswers>().Remove(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<OldTelemetry>().Remove(stoppingToken);
                failing = false;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (!failing)
                    Failed(exception);
                failing = true;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What is due cannot be done now; trying again until it can")]
    private partial void Failed(Exception exception);
}
