using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using Portal.Identity.Data;
using Portal.ServiceDefaults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Identity.Trust;

/// <summary>The OpenID Connect provider: what it speaks, how long its tokens live, which keys it uses.</summary>
internal static class TokenServer
{
    private static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(5),
        RefreshTokenLifetime = TimeSpan.FromDays(14);

    /// <summary>Two requests of one session may refresh at the same moment; later than this, a used token is a stolen one.</summary>
    private static readonly TimeSpan RefreshTokenReuseLeeway = TimeSpan.FromSeconds(10);

    public static void AddTokenServer(this WebApplicationBuilder builder)
    {
        // Every step of every request at Information.
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
        builder.Services.AddSingleton<KeyFiles>();
        builder
            .Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDb>().ReplaceDefaultEntities<Guid>())
            .AddServer(Configure);
        builder.Services.AddOptions<OpenIddictServerOptions>().Configure<KeyFiles, PublicAddress>(UseKeys);
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetPushedAuthorizationEndpointUris("connect/par")
            .SetTokenEndpointUris("connect/token")
            .SetUserInfoEndpointUris("connect/userinfo")
            .SetEndSessionEndpointUris("connect/logout");

        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
        server.RequireProofKeyForCodeExchange();
        server.Configure(OfferOnlyWhatIsUsed);

        server.RegisterScopes(
            Scopes.Email,
            Scopes.Profile,
            TokenClaims.UserScope,
            Policies.ManagementScope,
            Policies.ReplicationScope
        );
        server.RegisterClaims([
            Claims.Name,
            Claims.Email,
            Claims.Role,
            Claims.Zoneinfo,
            TokenClaims.SessionId,
            TokenClaims.Account,
            TokenClaims.AccountName,
            TokenClaims.AccountKind,
        ]);

        server.DisableAccessTokenEncryption();
        server.SetAccessTokenLifetime(AccessTokenLifetime);
        server.SetRefreshTokenLifetime(RefreshTokenLifetime);
        server.SetRefreshTokenReuseLeeway(RefreshTokenReuseLeeway);

        // TLS ends at the gateway: the hop to this process is plain HTTP even where customers use https.
        server
            .UseAspNetCore()
            .DisableTransportSecurityRequirement()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough()
            .EnableStatusCodePagesIntegration();
    }

    private static void OfferOnlyWhatIsUsed(OpenIddictServerOptions options)
    {
        options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
        options.ResponseModes.IntersectWith([ResponseModes.Query]);
        options.PromptValues.IntersectWith([PromptValues.None]);
    }

    private static void UseKeys(OpenIddictServerOptions options, KeyFiles keys, PublicAddress address)
    {
        options.Issuer = new Uri(address.Issuer);
        foreach (var key in keys.SigningKeys())
            options.SigningCredentials.Add(new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256));
        foreach (var key in keys.EncryptionKeys())
            options.EncryptionCredentials.Add(
                new EncryptingCredentials(key, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512)
            );
    }
}
