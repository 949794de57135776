using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Portal.Gateway.Sessions;

namespace Portal.Gateway.SignIn;

/// <summary>Ends the session here, then the one at Identity. From here on the cookie is worth nothing.</summary>
internal static class SignOut
{
    public const string Landing = "/signed-out";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/signout", Handle).AllowAnonymous();

    private static async Task<IResult> Handle(HttpContext http, IAntiforgery antiforgery)
    {
        var session = await http.AuthenticateAsync(SessionCookie.Scheme);
        // Ours may be over long before Identity's: that one ends in any case.
        if (!session.Succeeded)
            return Results.SignOut(new AuthenticationProperties { RedirectUri = Landing }, [IdentityProvider.Scheme]);
        http.User = session.Principal;
        return await antiforgery.IsRequestValidAsync(http)
            ? Results.SignOut(
                new AuthenticationProperties { RedirectUri = Landing },
                [SessionCookie.Scheme, IdentityProvider.Scheme]
            )
            : Results.BadRequest();
    }
}
