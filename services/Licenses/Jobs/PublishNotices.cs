using Portal.ServiceDefaults;

namespace Portal.Licenses.Jobs;

/// <summary>Publishes the notices that are due: expiring, in grace, expired, maintenance ending.</summary>
internal sealed class PublishNotices(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PublishNotices> logger)
    : PeriodicJob(clock, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    protected override TimeSpan RetryAfter => TimeSpan.FromSeconds(5);

    protected override async Task Run(CancellationToken cancellationToken)
    {
        while (await PublishBatch(cancellationToken) == DueNotices.BatchSize) { }
    }

    private async Task<int> PublishBatch(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DueNotices>().Publish(cancellationToken);
    }
}
