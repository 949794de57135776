using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Portal.Identity.Data;
using Portal.ServiceDefaults;

namespace Portal.Identity.Jobs;

/// <summary>
/// Deletes expired tokens (a used refresh token stays known for a day, so that its reuse is noticed as theft), codes a day after
/// they expired, mails after 30 days, and recent sign-ins after 90.
/// </summary>
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
        await PruneSignIns(scope.ServiceProvider.GetRequiredService<IdentityDb>(), cancellationToken);
    }

    private async Task PruneSignIns(IdentityDb db, CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        var (day, month, quarter) = (now.AddDays(-1), now.AddDays(-30), now.AddDays(-90));
        await db.EmailCodes.Where(code => code.ExpiresAt < day).ExecuteDeleteAsync(cancellationToken);
        await db
            .Mails.Where(mail => mail.DueAt == null && mail.CreatedAt < month)
            .ExecuteDeleteAsync(cancellationToken);
        await db.SignIns.Where(record => record.At < quarter).ExecuteDeleteAsync(cancellationToken);
    }
}
