using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Portal.ServiceDefaults;

/// <summary>
/// What no endpoint can read is refused before any of them runs: a body in an encoding that is not read here (415), which the
/// framework's readers of JSON and forms take for an error of ours, and U+0000 (400), which no database stores.
/// </summary>
internal static class ReadableRequests
{
    // https://encoding.spec.whatwg.org/#names-and-labels; .NET knows the first of them only.
    private static readonly HashSet<string> Utf8Labels = new(StringComparer.OrdinalIgnoreCase)
    {
        "utf-8",
        "utf8",
        "unicode-1-1-utf-8",
        "unicode11utf8",
        "unicode20utf8",
        "x-unicode20utf8",
    };

    public static void UseKnownCharsets(this WebApplication app) =>
        app.Use(
            (http, next) =>
                HasKnownCharset(http.Request) ? next(http) : Refuse(http, StatusCodes.Status415UnsupportedMediaType)
        );

    /// <summary>After routing, which says how large a form may be.</summary>
    public static void UseNoNulCharacters(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                if (
                    http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) is true
                    || await HasFormWithNul(http)
                )
                    await Refuse(http, StatusCodes.Status400BadRequest);
                else
                    await next(http);
            }
        );

    private static Task Refuse(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Of a page, whose form is read for its token in any case.</summary>
    private static async Task<bool> HasFormWithNul(HttpContext http) =>
        http.Request.HasFormContentType
        && http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true }
        && (await http.Request.ReadFormAsync(http.RequestAborted)).Any(field =>
            field.Key.Contains('\0', StringComparison.Ordinal)
            || field.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) is true)
        );

    /// <summary>RFC 9110, section 8.3: a quoted value is the same as one without quotes, in any case.</summary>
    private static bool HasKnownCharset(HttpRequest request)
    {
        if (
            request.ContentType is not { } type
            || !type.Contains("charset", StringComparison.OrdinalIgnoreCase)
            || !MediaTypeHeaderValue.TryParse(type, out var parsed)
        )
            return true;
        var charset = HeaderUtilities.RemoveQuotes(parsed.Charset).Trim().ToString();
        if (charset.Length == 0)
            return true;
        parsed.Charset = Utf8Labels.Contains(charset) ? Encoding.UTF8.WebName : charset;
        request.ContentType = parsed.ToString();
        try
        {
            return parsed.Encoding is not null;
        }
        catch (NotSupportedException)
        {
            // UTF-7, which .NET knows and refuses.
            return false;
        }
    }
}
