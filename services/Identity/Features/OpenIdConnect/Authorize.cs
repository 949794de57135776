using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Portal.Identity.Domain;
using Portal.Identity.SignIns;
using Portal.Identity.Trust;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Identity.Features.OpenIdConnect;

/// <summary>The browser asks for a code: it gets one if it is signed in here, and the sign-in page otherwise.</summary>
internal static class Authorize
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], Handle)
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, Sessions sessions, CancellationToken cancellationToken)
    {
        var request = http.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("Not an OpenID Connect request.");
        var cookie = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var signedIn = await sessions.Find(cookie.Principal?.FindFirstValue(TokenClaims.SessionId), cancellationToken);
        if (signedIn is not null)
            return Results.SignIn(
                TokenClaims.Of(signedIn, request.GetScopes()),
                authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
            );
        if (request.HasPromptValue(PromptValues.None))
            return TokenRefusal.Of(Errors.LoginRequired, "Nobody is signed in.");

        var parameters = http.Request.HasFormContentType
            ? QueryString.Create(await http.Request.ReadFormAsync(cancellationToken))
            : http.Request.QueryString;
        return Results.Redirect(
            PublicAddress.SignInPath + QueryString.Create("returnUrl", ReturnAddress.Authorize + parameters)
        );
    }
}
