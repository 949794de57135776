using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Portal.Gateway.SignIn;
using Portal.ServiceDefaults;
using StackExchange.Redis;

namespace Portal.Gateway.Sessions;

/// <summary>
/// Renews the access token of a session shortly before it expires, when the session is used. One request at a time does it,
/// over all replicas; the others go on with the token they have while it is good.
/// </summary>
internal sealed partial class TokenRenewal(
    RedisTicketStore sessions,
    TokenEndpoint identity,
    IConnectionMultiplexer redis,
    TimeProvider clock,
    ILogger<TokenRenewal> logger
)
{
    private const string ExpiresAt = "expires_at";
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1),
        LockTime = TimeSpan.FromSeconds(15),
        Pause = TimeSpan.FromMilliseconds(50);

    public async Task KeepFresh(CookieValidatePrincipalContext context)
    {
        var session = context.Properties;
        if (!IsDue(session))
            return;
        var key = RedisTicketStore.KeyOf(session);
        var renewed = await Renewed(key, session, context.HttpContext.RequestAborted);
        if (renewed is null)
        {
            context.RejectPrincipal();
            return;
        }
        session.StoreTokens(renewed.GetTokens());
        session.ExpiresUtc = renewed.ExpiresUtc;
    }

    private async Task<AuthenticationProperties?> Renewed(
        string key,
        AuthenticationProperties session,
        CancellationToken cancellationToken
    )
    {
        var (name, owner) = ($"portal:renewal:{RedisTicketStore.Hash(key)}", Guid.NewGuid().ToString());
        for (var end = clock.GetUtcNow() + LockTime; ; await Task.Delay(Pause, clock, cancellationToken))
        {
            if (await redis.GetDatabase().LockTakeAsync(name, owner, LockTime))
            {
                try
                {
                    return await Renew(key);
                }
                finally
                {
                    await redis.GetDatabase().LockReleaseAsync(name, owner);
                }
            }
            if (!IsExpired(session))
                return session;
            if (clock.GetUtcNow() > end)
                throw new TimeoutException("The session's token was not renewed in time.");
        }
    }

    private async Task<AuthenticationProperties?> Renew(string key)
    {
        if (await sessions.RetrieveAsync(key) is not { } ticket)
            return null;
        var session = ticket.Properties;
        if (!IsDue(session))
            return session;
        try
        {
            // Not given up when the browser goes away: the old refresh token is used up as soon as Identity has answered.
            if (
                await identity.Refresh(session.GetTokenValue("refresh_token")!, CancellationToken.None)
                is not { } tokens
            )
            {
                Refused();
                await sessions.RemoveAsync(key);
                return null;
            }
            session.StoreTokens(tokens.Over(session.GetTokens(), clock.GetUtcNow()));
        }
        catch (Exception exception) when (Outage.Is(exception) && !IsExpired(session))
        {
            Away(exception);
            return session;
        }
        SessionLifetime.Prolong(session, clock.GetUtcNow());
        await sessions.RenewAsync(key, ticket);
        return session;
    }

    private bool IsDue(AuthenticationProperties session) => EndOfToken(session) - Early <= clock.GetUtcNow();

    private bool IsExpired(AuthenticationProperties session) => EndOfToken(session) <= clock.GetUtcNow();

    private static DateTimeOffset EndOfToken(AuthenticationProperties session) =>
        DateTimeOffset.Parse(session.GetTokenValue(ExpiresAt)!, System.Globalization.CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Information, "Identity refused to renew the token of a session: the session is over")]
    private partial void Refused();

    [LoggerMessage(
        LogLevel.Warning,
        "Identity is away: the session goes on with its present token while that is valid"
    )]
    private partial void Away(Exception exception);
}
