using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Web;

namespace Portal.Gateway.SignIn;

/// <summary>Sends the browser to Identity, and afterwards to where it was going.</summary>
internal static class StartSignIn
{
    private const string Path = "/signin",
        Destination = "__Host-portal-destination";
    private const int MaxLength = 1000;
    private static readonly TimeSpan RemembersFor = TimeSpan.FromHours(1);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle).AllowAnonymous();

    public static string Address(string? returnUrl) =>
        Path + QueryString.Create("returnUrl", LocalUrl.Or(returnUrl, "/"));

    private static ChallengeHttpResult Handle(HttpContext http, string? returnUrl)
    {
        // A sign-in page from the history or a bookmark begins here anew, and does not know where it was to lead.
        var destination = LocalUrl.Or(returnUrl ?? http.Request.Cookies[Destination], "/");
        http.Response.Cookies.Append(
            Destination,
            destination.Length <= MaxLength ? destination : "/",
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = RemembersFor,
                SameSite = SameSiteMode.Lax,
                Secure = true,
            }
        );
        return TypedResults.Challenge(
            new AuthenticationProperties { RedirectUri = destination },
            [IdentityProvider.Scheme]
        );
    }
}
