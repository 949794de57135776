using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Portal.Identity.SignIns;
using Portal.Identity.Trust;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Identity.Features.OpenIdConnect;

/// <summary>OpenID Connect Core, section 5.3.</summary>
internal static class ShowUserInfo
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapMethods("/connect/userinfo", [HttpMethods.Get, HttpMethods.Post], Handle)
            .RequireAuthorization(policy =>
                policy
                    .AddAuthenticationSchemes(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
                    .RequireAuthenticatedUser()
            )
            .ExcludeFromDescription();

    private static async Task<IResult> Handle(
        ClaimsPrincipal caller,
        Sessions sessions,
        CancellationToken cancellationToken
    )
    {
        if (await sessions.Find(caller.GetClaim(TokenClaims.SessionId), cancellationToken) is not { } user)
            return Results.Challenge(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        var answer = new Dictionary<string, string>
        {
            [Claims.Subject] = user.UserId.ToString(),
            [Claims.Name] = user.Name,
            [TokenClaims.SessionId] = user.SessionId.ToString(),
            [TokenClaims.Account] = user.AccountId.ToString(),
            [TokenClaims.AccountName] = user.AccountName,
            [TokenClaims.AccountKind] = TokenClaims.NameOf(user.AccountKind),
            [Claims.Role] = user.Role.ToString(),
        };
        if (user.TimeZone is not null)
            answer[Claims.Zoneinfo] = user.TimeZone;
        if (caller.HasScope(Scopes.Email))
            answer[Claims.Email] = user.Email;
        return Results.Ok(answer);
    }
}
