using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

internal sealed class ReconcileHourly<TDb>(
    string source,
    Feeds feeds,
    IServiceScopeFactory scopes,
    IHttpClientFactory http,
    TimeProvider clock,
    ILogger<ReconcileHourly<TDb>> logger
) : PeriodicJob(clock, logger)
    where TDb : DbContext
{
    protected override TimeSpan Interval => TimeSpan.FromHours(1);

    protected override TimeSpan RetryAfter => TimeSpan.FromSeconds(5);

    protected override string Name => $"Reconciliation with {source}";

    protected override async Task Run(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        using var client = http.CreateClient(source);
        foreach (var feed in feeds.All)
            await feed.CatchUp(client, scope.ServiceProvider, db, cancellationToken);
    }
}
