using Portal.ServiceDefaults;

namespace Portal.Gateway.Services;

/// <summary>
/// Marks endpoints that take the session cookie from a script: a foreign page can send the cookie, but no header of its own.
/// </summary>
internal sealed class RequiresCsrfHeader
{
    public const string Name = "X-CSRF";
}

internal static class CsrfHeader
{
    private static readonly Rejection Missing = new(
        "csrf-header-missing",
        $"Send the header {RequiresCsrfHeader.Name}: 1 with every request to this address.",
        StatusCodes.Status403Forbidden
    );

    public static void UseCsrfHeader(this WebApplication app) =>
        app.Use(
            (http, next) =>
                http.GetEndpoint()?.Metadata.GetMetadata<RequiresCsrfHeader>() is null
                || http.Request.Headers[RequiresCsrfHeader.Name] == "1"
                    ? next(http)
                    : Missing.ToProblem().ExecuteAsync(http)
        );
}
