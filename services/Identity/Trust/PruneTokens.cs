using OpenIddict.Abstractions;

namespace Portal.Identity.Trust;

/// <summary>Deletes what tokens leave behind. A used refresh token stays known for a day, to notice when it is stolen.</summary>
internal sealed partial class PruneTokens(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    Audit audit,
    ILogger<PruneTokens> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1),
        Kept = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Prune(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Failed(exception);
            }
        }
    }

    private async Task Prune(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = clock.GetUtcNow() - Kept;
        var tokens = await scope
            .ServiceProvider.GetRequiredService<IOpenIddictTokenManager>()
            .PruneAsync(before, cancellation);
        var authorizations = await scope
            .ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>()
            .PruneAsync(before, cancellation);
        audit.Pruned(tokens, authorizations);
    }

    [LoggerMessage(LogLevel.Warning, "Old tokens could not be deleted, trying again in an hour")]
    private partial void Failed(Exception exception);
}
