using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Portal.Gateway.Sessions;
using Portal.ServiceDefaults;

namespace Portal.Gateway.SignIn;

/// <summary>What happens when the browser comes back from Identity.</summary>
internal sealed partial class SignInEvents(
    IOptionsMonitor<CookieAuthenticationOptions> cookies,
    RedisTicketStore sessions,
    ILogger<SignInEvents> logger
) : OpenIdConnectEvents
{
    private const string SecondTry = "gateway-second-try";

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        PendingSignIns.ForgetOldest(context.HttpContext);
        return Task.CompletedTask;
    }

    /// <summary>A sign-in makes a new session with a new key, also where a session was.</summary>
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var cookie = context.Request.Cookies[SessionCookie.Name];
        if (
            cookies.Get(SessionCookie.Scheme).TicketDataFormat.Unprotect(cookie)?.Principal.Claims.FirstOrDefault() is
            { } key
        )
            await sessions.RemoveAsync(key.Value);
        context.Request.Headers.Remove("Cookie");
        context.Response.Cookies.Delete(SecondTry);
    }

    /// <summary>Mostly a sign-in that took too long, or a page from the history: begin again, once.</summary>
    public override Task RemoteFailure(RemoteFailureContext context)
    {
        Failed(context.Failure?.GetType().Name ?? "unknown");
        context.HandleResponse();
        if (Outage.Is(context.Failure))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (context.Request.Cookies.ContainsKey(SecondTry))
        {
            context.Response.Cookies.Delete(SecondTry);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else
        {
            context.Response.Cookies.Append(
                SecondTry,
                "1",
                new CookieOptions
                {
                    MaxAge = TimeSpan.FromMinutes(1),
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = context.Request.IsHttps,
                }
            );
            context.Response.Redirect(StartSignIn.Address(context.Properties?.RedirectUri));
        }
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in did not come to its end: {Reason}")]
    private partial void Failed(string reason);
}
