using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.ServiceDefaults;

internal sealed partial class ReconcileHourly<TDb>(
    string source,
    Feeds feeds,
    IServiceScopeFactory scopes,
    IHttpClientFactory http,
    TimeProvider clock,
    ILogger<ReconcileHourly<TDb>> logger
) : BackgroundService
    where TDb : DbContext
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1),
        AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Reconcile(stoppingToken);
                if (failing)
                    CaughtUp(source);
                failing = false;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (!failing)
                    Waiting(source, exception);
                failing = true;
            }
            await Task.Delay(failing ? AfterFailure : Pause, clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Reconcile(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        using var client = http.CreateClient(source);
        foreach (var feed in feeds.All)
            await feed.CatchUp(client, scope.ServiceProvider, db, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The facts of {Source} cannot be read now; trying again until they can")]
    private partial void Waiting(string source, Exception exception);

    [LoggerMessage(LogLevel.Information, "The facts of {Source} are read again")]
    private partial void CaughtUp(string source);
}
