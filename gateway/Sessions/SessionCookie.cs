using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
using Portal.Gateway.Services;
using Portal.Gateway.SignIn;
using StackExchange.Redis;

namespace Portal.Gateway.Sessions;

/// <summary>The session cookie and who has to have one.</summary>
internal static class SessionCookie
{
    public const string Scheme = "session",
        Name = "__Host-portal";

    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("portal-gateway");
        builder
            .Services.AddOptions<KeyManagementOptions>()
            .Configure<IConnectionMultiplexer>(
                (keys, redis) =>
                    keys.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), "portal:data-protection")
            );

        builder.Services.AddHostedService<SessionGauge>();
        builder.Services.AddSingleton<RedisTicketStore>();
        builder.Services.AddSingleton<TokenRenewal>();
        // Not the default for authentication: a request meets its session only where the endpoint asks for it, so that static files, the sign-in
        // pages, the vendor's programs and the error page do not depend on Redis.
        builder.Services.AddAuthentication(options => options.DefaultChallengeScheme = Scheme).AddCookie(Scheme);
        builder
            .Services.AddOptions<CookieAuthenticationOptions>(Scheme)
            .Configure<RedisTicketStore, TokenRenewal>(Configure);
        builder
            .Services.AddAuthorizationBuilder()
            .SetDefaultPolicy(new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build());
    }

    private static void Configure(CookieAuthenticationOptions options, RedisTicketStore store, TokenRenewal renewal)
    {
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
        options.SessionStore = store;
        options.ExpireTimeSpan = SessionLifetime.Idle;
        // Prolonged together with its tokens, under their lock: the handler's own way would write back tokens that a parallel request has replaced.
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = renewal.KeepFresh;
        options.Events.OnRedirectToLogin = SendToSignIn;
        options.Events.OnRedirectToAccessDenied = redirect =>
        {
            redirect.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static Task SendToSignIn(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        if (redirect.HttpContext.GetEndpoint()?.Metadata.GetMetadata<RequiresCsrfHeader>() is not null)
            redirect.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            redirect.Response.Redirect(StartSignIn.Address(redirect.Request.Path + redirect.Request.QueryString));
        return Task.CompletedTask;
    }
}
