using Portal.ServiceDefaults;

namespace Portal.Activations.Jobs;

/// <summary>Ends stale activations, frees slots of ended license files, reports lost heartbeats, and deletes rows past their retention.</summary>
internal sealed class MaintenanceWorker(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<MaintenanceWorker> logger
) : PeriodicJob(clock, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(10);

    protected override bool RunsAtStart => false;

    protected override async Task Run(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StaleActivations>().End(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<EndedFiles>().FreeSlots(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<LostHeartbeats>().Report(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<ExpiredRows>().Delete(cancellationToken);
    }
}
