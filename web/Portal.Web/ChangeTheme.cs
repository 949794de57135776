using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Portal.Web.Design;

namespace Portal.Web;

internal static class ChangeTheme
{
    // No antiforgery token: the sign-in pages, another application, post here too, and a forged theme harms nobody.
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/theme", Handle).DisableAntiforgery().AllowAnonymous();

    private static RedirectHttpResult Handle(HttpContext http, [FromForm] string? theme, [FromForm] string? returnUrl)
    {
        http.Response.Cookies.Append(
            Theme.Cookie,
            Theme.Parse(theme),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            }
        );
        return TypedResults.LocalRedirect(LocalUrl.Or(returnUrl, "/"));
    }
}
