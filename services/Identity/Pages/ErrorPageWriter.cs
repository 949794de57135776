using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Portal.Identity.Pages;

/// <summary>Browsers get a page where programs get problem+json. What is asked of an API is always asked by a program.</summary>
internal sealed class ErrorPageWriter : IProblemDetailsWriter
{
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
}
