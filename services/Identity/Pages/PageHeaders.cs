using Portal.Identity.Trust;

namespace Portal.Identity.Pages;

/// <summary>What a browser is told about every answer of Identity.</summary>
internal static class PageHeaders
{
    public static void UsePageHeaders(this WebApplication app)
    {
        // form-action also covers the redirects that follow a post: they end at the gateway.
        var policy =
            "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
            + $"form-action 'self' {app.Services.GetRequiredService<PublicAddress>().Portal}";
        app.Use(
            async (http, next) =>
            {
                http.Response.OnStarting(() => Complete(http.Response, policy));
                await next(http);
            }
        );
    }

    private static Task Complete(HttpResponse response, string policy)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (
            headers.CacheControl.Count == 0
            || response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true
        )
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
