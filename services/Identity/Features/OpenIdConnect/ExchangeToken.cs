using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Portal.Identity.SignIns;
using Portal.Identity.Trust;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Identity.Features.OpenIdConnect;

/// <summary>
/// A code, a refresh token or a client's secret becomes an access token. What it says about a user is read anew each time,
/// so that a new role counts, and a removed member is out, within the life of one access token.
/// </summary>
internal static class ExchangeToken
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/connect/token", Handle).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Handle(
        HttpContext http,
        Sessions sessions,
        Audit audit,
        CancellationToken cancellationToken
    )
    {
        var request = http.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("Not an OpenID Connect request.");
        if (request.IsClientCredentialsGrantType())
            return Results.SignIn(
                TokenClaims.OfClient(request.ClientId!, request.GetScopes()),
                authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
            );

        var granted = (
            await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
        ).Principal!;
        var sessionId = granted.GetClaim(TokenClaims.SessionId);
        if (await sessions.Find(sessionId, cancellationToken) is { } signedIn)
        {
            await sessions.Touch(signedIn.SessionId, cancellationToken);
            return Results.SignIn(
                TokenClaims.Of(signedIn, granted.GetScopes()),
                authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
            );
        }

        audit.SessionRefused(sessionId);
        return TokenRefusal.Of(Errors.InvalidGrant, "The session has ended. Sign in again.");
    }
}
