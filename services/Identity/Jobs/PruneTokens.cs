using OpenIddict.Abstractions;
using Portal.ServiceDefaults;

namespace Portal.Identity.Jobs;

/// <summary>Deletes expired tokens. A used refresh token stays known for a day, so that its reuse is noticed as theft.</summary>
internal sealed class PruneTokens(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    Audit audit,
    ILogger<PruneTokens> logger
) : PeriodicJob(clock, logger)
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);

    protected override TimeSpan Interval => TimeSpan.FromHours(1);

    protected override bool RunsAtStart => false;

    protected override async Task Run(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = Clock.GetUtcNow() - Retention;
        var tokens = await scope
            .ServiceProvider.GetRequiredService<IOpenIddictTokenManager>()
            .PruneAsync(before, cancellationToken);
        var authorizations = await scope
            .ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>()
            .PruneAsync(before, cancellationToken);
        audit.Pruned(tokens, authorizations);
    }
}
