using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.ServiceDefaults;

namespace Portal.Identity.Trust;

internal static class OwnTokens
{
    /// <summary>The bearer tokens that every service takes; here the keys are at hand and nothing is fetched.</summary>
    public static void AddOwnBearerAuthentication(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<KeyFiles, PublicAddress>(
                (options, keys, address) =>
                {
                    var configuration = new OpenIdConnectConfiguration { Issuer = address.Issuer };
                    foreach (var key in keys.SigningKeys())
                        configuration.SigningKeys.Add(key);
                    options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(
                        configuration
                    );
                }
            );
        builder.AddBearerAuthentication();
    }
}
