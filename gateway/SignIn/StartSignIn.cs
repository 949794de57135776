using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Web;

namespace Portal.Gateway.SignIn;

/// <summary>Sends the browser to Identity, and afterwards to where it was going.</summary>
internal static class StartSignIn
{
    private const string Path = "/signin";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle).AllowAnonymous();

    public static string Address(string? returnUrl) =>
        Path + QueryString.Create("returnUrl", LocalUrl.Or(returnUrl, "/"));

    private static ChallengeHttpResult Handle(string? returnUrl) =>
        TypedResults.Challenge(
            new AuthenticationProperties { RedirectUri = LocalUrl.Or(returnUrl, "/") },
            [IdentityProvider.Scheme]
        );
}
