using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Portal.Identity.SignIns;
using Portal.Identity.Trust;

namespace Portal.Identity.Features.OpenIdConnect;

/// <summary>
/// OpenID Connect RP-Initiated Logout: ends the session of the browser's cookie and that of the hint (the same one, unless
/// the cookie is gone), so that none of its refresh tokens works any more; then back to the client.
/// </summary>
internal static class EndSession
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapMethods("/connect/logout", [HttpMethods.Get, HttpMethods.Post], Handle)
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static async Task<IResult> Handle(
        HttpContext http,
        Sessions sessions,
        Audit audit,
        CancellationToken cancellationToken
    )
    {
        var cookie = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var hint = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        string?[] ids =
        [
            cookie.Principal?.FindFirstValue(TokenClaims.SessionId),
            hint.Principal?.GetClaim(TokenClaims.SessionId),
        ];
        foreach (var id in ids.OfType<string>().Distinct())
        {
            if (await sessions.End(id, cancellationToken))
                audit.SignedOut(id);
        }

        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.SignOut(
            new AuthenticationProperties { RedirectUri = PublicAddress.SignedOutPath },
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]
        );
    }
}
