using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Identity.Domain;
using Portal.Identity.Trust;

namespace Portal.Identity.Pages;

/// <summary>Browsers get a page where programs get problem+json. What is asked of an API is always asked by a program.</summary>
internal sealed class ErrorPageWriter(PublicAddress address) : IProblemDetailsWriter
{
    private const string FreshStart = "portal-fresh-start";
    private static readonly TimeSpan FreshStartsOnceIn = TimeSpan.FromMinutes(1);

    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return !request.Path.StartsWithSegments("/api")
            && !request.Path.StartsWithSegments("/management")
            && IsForBrowser(request);
    }

    /// <summary>Who asked takes a page for an answer.</summary>
    public static bool IsForBrowser(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .Accept.Any(accept => accept.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var status = context.ProblemDetails.Status ?? http.Response.StatusCode;
        if (IsOldRequest(http, status))
        {
            StartAfresh(http);
            return;
        }
        var page = new RazorComponentResult<ErrorPage>(
            new Dictionary<string, object?>
            {
                [nameof(ErrorPage.Status)] = status,
                [nameof(ErrorPage.Reference)] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier,
            }
        )
        {
            StatusCode = status,
        };

        // A page that failed half way leaves services and a header behind that a second one cannot use.
        var services = http.RequestServices;
        await using var fresh = services.CreateAsyncScope();
        http.RequestServices = fresh.ServiceProvider;
        http.Response.Headers.Remove("blazor-enhanced-nav");
        await page.ExecuteAsync(http);
        http.RequestServices = services;
    }

    /// <summary>A bookmark of the sign-in page, or one from the history: what it was to lead back to is forgotten.</summary>
    private static bool IsOldRequest(HttpContext http, int status) =>
        status == StatusCodes.Status400BadRequest
        && http.Request.Query.ContainsKey("request_uri")
        && ReturnAddress.Authorize == http.Request.PathBase + http.Request.Path
        && !http.Request.Cookies.ContainsKey(FreshStart);

    /// <summary>At the portal, which asks anew. Only once, should it be the portal's own request that is wrong.</summary>
    private void StartAfresh(HttpContext http)
    {
        http.Response.Cookies.Append(
            FreshStart,
            "1",
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = FreshStartsOnceIn,
                Path = PublicAddress.BasePath,
                SameSite = SameSiteMode.Lax,
                Secure = address.IsHttps,
            }
        );
        http.Response.Redirect(address.Start);
    }
}
