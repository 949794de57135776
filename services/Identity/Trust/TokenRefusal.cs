using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace Portal.Identity.Trust;

/// <summary>A refusal in OAuth's own words (RFC 6749, section 5.2).</summary>
internal static class TokenRefusal
{
    public static IResult Of(string error, string description) =>
        Results.Forbid(
            new AuthenticationProperties(
                new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
                }
            ),
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]
        );
}
