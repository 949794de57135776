using Scalar.AspNetCore;

namespace Portal.Gateway.Services;

/// <summary>The public APIs to read and to try, at <c>/docs</c>. What they are is described by the services themselves.</summary>
internal static class ApiDocs
{
    public const string Path = "/docs";

    /// <summary>Services with a public description. Identity's is on its inner listener.</summary>
    public static readonly string[] Documents = ["activation", "license", "download"];

    public static void MapApiDocs(this WebApplication app) =>
        app.MapScalarApiReference(Path, (options, http) =>
            {
                options.Title = "API of the license portal";
                options.WithNonce().DisableTelemetry().DisableDefaultFonts();
                foreach (var service in Documents)
                    options.AddDocument(service, routePattern: $"{Path}/{service}.json");
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers.ContentSecurityPolicy = Policy(http);
                    return Task.CompletedTask;
                });
            })
            .AllowAnonymous();

    // The reference styles itself from its script, so styles may be inline here and nowhere else.
    private static string Policy(HttpContext http) =>
        $"default-src 'self'; script-src 'self' 'nonce-{http.Items[ScalarOptions.NonceHttpContextItemKey]}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";
}
