using System.Collections.Immutable;
using System.Security.Claims;
using OpenIddict.Abstractions;
using Portal.Identity.SignIns;
using Portal.ServiceDefaults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Identity.Trust;

/// <summary>What a token says about its bearer.</summary>
internal static class TokenClaims
{
    public const string SessionId = "sid",
        Account = "account",
        AccountName = "account_name",
        AccountKind = "account_kind";

    /// <summary>The scope that makes an access token good for the customer APIs.</summary>
    public const string UserScope = "portal";

    private const string AuthenticationType = "portal";

    public static ClaimsPrincipal Of(SignedIn user, ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity(AuthenticationType, Claims.Name, Claims.Role)
            .SetClaim(Claims.Subject, user.UserId.ToString())
            .SetClaim(SessionId, user.SessionId.ToString())
            .SetClaim(Account, user.AccountId.ToString())
            .SetClaim(AccountName, user.AccountName)
            .SetClaim(AccountKind, NameOf(user.AccountKind))
            .SetClaim(Claims.Role, user.Role.ToString())
            .SetClaim(Claims.Name, user.Name)
            .SetClaim(Claims.Zoneinfo, user.TimeZone)
            .SetClaim(Claims.Email, user.Email);
        identity.SetScopes(scopes);
        identity.SetResources(scopes.Contains(UserScope) ? [Policies.CustomerAudience] : []);
        identity.SetDestinations(claim =>
            claim.Type is Claims.Email
                ? scopes.Contains(Scopes.Email)
                    ? [Destinations.IdentityToken]
                    : []
                : [Destinations.AccessToken, Destinations.IdentityToken]
        );
        return new ClaimsPrincipal(identity);
    }

    public static ClaimsPrincipal OfClient(string clientId, ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity(AuthenticationType, Claims.Name, Claims.Role).SetClaim(
            Claims.Subject,
            clientId
        );
        identity.SetScopes(scopes);
        identity.SetResources(Policies.ManagementAudience);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    public static string NameOf(Domain.AccountKind kind) =>
        kind switch
        {
            Domain.AccountKind.Individual => "individual",
            Domain.AccountKind.Organization => "organization",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
