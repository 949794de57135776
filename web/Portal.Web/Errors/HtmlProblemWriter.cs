using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Web.Errors;

/// <summary>Where the host would write problem+json to a person, this writes a page. Programs keep their problem+json.</summary>
internal sealed class HtmlProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => IsForPerson(context.HttpContext.Request);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var status = context.ProblemDetails.Status ?? http.Response.StatusCode;
        http.Response.Headers.Remove("blazor-enhanced-nav"); // left by a page that did not come to its end, and refused twice
        // The services of a page that failed half way cannot render a second one.
        var services = http.RequestServices;
        await using var fresh = services.CreateAsyncScope();
        http.RequestServices = fresh.ServiceProvider;
        var page = new RazorComponentResult<ErrorDocument>(
            new Dictionary<string, object?> { [nameof(ErrorDocument.Status)] = status }
        )
        {
            StatusCode = status,
        };
        await page.ExecuteAsync(http);
        http.RequestServices = services;
    }

    private static bool IsForPerson(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/api")
        && !request.Path.StartsWithSegments("/licensing");
}
