using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Portal.ServiceDefaults;

/// <summary>A body in an encoding that is not read here is 415; the framework's readers of JSON and forms take it for an error of ours.</summary>
internal static class KnownCharsets
{
    public static void UseKnownCharsets(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                if (IsKnown(http.Request.ContentType))
                    return next(http);
                http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                return Task.CompletedTask;
            }
        );

    private static bool IsKnown(string? type)
    {
        if (
            type is null
            || !type.Contains("charset", StringComparison.OrdinalIgnoreCase)
            || !MediaTypeHeaderValue.TryParse(type, out var parsed)
        )
            return true;
        try
        {
            return StringSegment.IsNullOrEmpty(parsed.Charset) || parsed.Encoding is not null;
        }
        catch (NotSupportedException)
        {
            // UTF-7, which .NET knows and refuses.
            return false;
        }
    }
}
