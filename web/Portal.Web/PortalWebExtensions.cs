using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Web.Clients;
using Portal.Web.Errors;

namespace Portal.Web;

public static class PortalWebExtensions
{
    /// <summary>The pages and their clients. <paramref name="eachClient"/> puts the session's access token on.</summary>
    public static IServiceCollection AddPortalWeb(
        this IServiceCollection services,
        Action<IHttpClientBuilder> eachClient
    )
    {
        services.AddRazorComponents();
        services.AddProblemDetails();
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, HtmlProblemWriter>()); // asked first
        services.TryAddSingleton(TimeProvider.System);
        services.AddTransient<History>();
        eachClient(services.AddHttpClient<LicenseClient>(At("license")));
        eachClient(services.AddHttpClient<ActivationClient>(At("activation")));
        eachClient(services.AddHttpClient<DownloadClient>(At("download")));
        eachClient(services.AddHttpClient<IdentityClient>(At("identity")));
        return services;

        // A page rather says that a part is missing than keeps the customer waiting.
        static Action<HttpClient> At(string service) =>
            http => (http.BaseAddress, http.Timeout) = (new Uri($"http://{service}"), TimeSpan.FromSeconds(5));
    }

    /// <summary>After authorization.</summary>
    public static void MapPortalWeb(this WebApplication app)
    {
        app.Use(AnswerPeople);
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        // Here too, and not only on the pages: what the framework maps beside them carries no attribute.
        app.MapRazorComponents<App>().WithStaticAssets().RequireAuthorization();
        ChangeTheme.Map(app);
        DownloadLicenseList.Map(app);
    }

    private static async Task AnswerPeople(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
            // A form without its antiforgery token ends as an empty 400 that claims to be a page: let the host say what happened.
            if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest })
                http.Response.ContentType = null;
        }
        catch (SignInRequiredException) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            var target = HttpMethods.IsPost(http.Request.Method)
                ? http.Request.Path.Value
                : http.Request.Path + http.Request.QueryString;
            await http.ChallengeAsync(new AuthenticationProperties { RedirectUri = target });
        }
    }
}
