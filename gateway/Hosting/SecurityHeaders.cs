using Microsoft.Extensions.Primitives;

namespace Portal.Gateway.Hosting;

/// <summary>On every answer, whoever wrote it. What the writer set itself stays: Identity has a policy of its own.</summary>
internal static class SecurityHeaders
{
    private static readonly KeyValuePair<string, StringValues>[] Fixed =
    [
        new("X-Content-Type-Options", "nosniff"),
        new("X-Frame-Options", "DENY"),
        new("Referrer-Policy", "same-origin"),
        new("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        // Answers are about one customer unless they say otherwise, as static files do.
        new("Cache-Control", "no-store"),
    ];

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var headers = Fixed.Append(new("Content-Security-Policy", ContentSecurityPolicy(app.Configuration)));
        if (app.Services.GetRequiredService<PublicAddress>().Url.Scheme == Uri.UriSchemeHttps)
            headers = headers.Append(new("Strict-Transport-Security", "max-age=31536000; includeSubDomains"));
        var all = headers.ToArray();
        app.Use(
            (http, next) =>
            {
                http.Response.OnStarting(AddMissing, http.Response.Headers);
                return next(http);
            }
        );

        Task AddMissing(object answer)
        {
            foreach (var (name, value) in all)
                ((IHeaderDictionary)answer).TryAdd(name, value);
            return Task.CompletedTask;
        }
    }

    // Chromium holds form-action against the redirects after a form as well, and a download is a form whose last redirect leads to the file.
    private static string ContentSecurityPolicy(IConfiguration configuration) =>
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; "
        + $"form-action {string.Join(' ', (string[])["'self'", .. FileOrigins(configuration)])}";

    private static IEnumerable<string> FileOrigins(IConfiguration configuration) =>
        configuration["Files:PublicUrl"] is { Length: > 0 } url
            ? [new Uri(url).GetLeftPart(UriPartial.Authority)]
            : configuration
                .GetSection("services:download:files")
                .GetChildren()
                .Select(replica => $"http://localhost:{new Uri(replica.Value!).Port}");
}
