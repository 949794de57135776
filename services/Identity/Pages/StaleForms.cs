using Microsoft.AspNetCore.Antiforgery;

namespace Portal.Identity.Pages;

/// <summary>
/// A form whose token is not its browser's: open for too long, sent again from the history, or sent without cookies. Nothing
/// is done; the page is opened afresh, says why, and still knows where the person was going.
/// </summary>
internal static class StaleForms
{
    public const string Parameter = "again",
        WithoutCookies = "cookies",
        Stale = "stale",
        Proof = "proof";

    /// <summary>Behind the check of the token.</summary>
    public static void UseStaleForms(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                var isStale = http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };
                if (!isStale || !ErrorPageWriter.IsForBrowser(http.Request))
                    return next(http);
                var (request, reason) = (http.Request, http.Request.Cookies.Count > 0 ? Stale : WithoutCookies);
                var query = request.Query.Where(parameter => parameter.Key != Parameter);
                http.Response.StatusCode = StatusCodes.Status303SeeOther;
                http.Response.Headers.Location =
                    request.PathBase + request.Path + QueryString.Create(query).Add(Parameter, reason);
                return Task.CompletedTask;
            }
        );
}
