using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Portal.ServiceDefaults;

/// <summary>
/// Answers what no endpoint takes, by RFC 9110 and before anybody is asked to sign in: 404 for an address that is not there, 405
/// with <c>Allow</c> for a method that the address does not take (section 15.5.6), and OPTIONS with the methods that it does
/// (section 9.3.7).
/// </summary>
internal static class UnmappedRequests
{
    public static void UseUnmappedRequests(this WebApplication app) =>
        app.Use(
            (http, next) =>
                http.GetEndpoint() switch
                {
                    RouteEndpoint => next(http),
                    // Routing's own endpoints: 405 and 415.
                    { RequestDelegate: { } refuse } => Refuse(http, refuse),
                    _ => NotFound(http),
                }
        );

    private static async Task Refuse(HttpContext http, RequestDelegate refuse)
    {
        await refuse(http);
        if (http.Response.StatusCode != StatusCodes.Status405MethodNotAllowed)
            return;
        var taken = http.Response.Headers.Allow.SelectMany(line =>
            (line ?? "").Split(',', StringSplitOptions.TrimEntries)
        );
        // HEAD is answered wherever GET is.
        http.Response.Headers.Allow = string.Join(
            ", ",
            taken
                .SelectMany(method => HttpMethods.IsGet(method) ? [method, HttpMethods.Head] : (string[])[method])
                .Append(HttpMethods.Options)
                .Distinct()
        );
        if (HttpMethods.IsOptions(http.Request.Method))
            http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task NotFound(HttpContext http)
    {
        // "OPTIONS *" asks about the server as a whole.
        http.Response.StatusCode =
            HttpMethods.IsOptions(http.Request.Method) && !http.Request.Path.HasValue
                ? StatusCodes.Status204NoContent
                : StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
