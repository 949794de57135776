using Portal.Gateway.Hosting;
using Portal.Gateway.Services;
using Portal.Gateway.Sessions;
using Portal.Gateway.SignIn;
using Portal.ServiceDefaults;
using Portal.Web;

namespace Portal.Gateway;

/// <summary>Everything the gateway is made of, in the order in which a request meets it.</summary>
public static class GatewayModule
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddSessionStore();
        builder.AddPublicAddress();
        builder.AddRateLimits();
        builder.AddSessions();
        builder.AddSignInAtIdentity();
        builder.AddLicensingCors();
        builder.AddServiceRoutes();
        builder.AddPages();
    }

    public static void MapGateway(this WebApplication app)
    {
        app.UsePublicAddress();
        app.UseSingleSlashes();
        app.UseHead();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.MapDefaultEndpoints();
        app.UseRateLimiter();
        app.UseCors();
        app.UseCsrfHeader();

        StartSignIn.Map(app);
        SignOut.Map(app);
        // W3C, "A Well-Known URL for Changing Passwords": password managers lead there.
        app.MapGet("/.well-known/change-password", () => Results.Redirect("/identity/password")).AllowAnonymous();
        app.MapServiceRoutes();
        app.MapApiDocs();
        app.MapPortalWeb();
    }
}
