using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Portal.ServiceDefaults;

public static class BearerAuthentication
{
    private const string Discovery = "http://identity/identity/.well-known/openid-configuration";

    /// <summary>
    /// Access tokens (RFC 9068) of Identity: issuer, audience, lifetime and signature are checked; keys come from Identity's
    /// discovery document over the internal address and are fetched again when an unknown one turns up.
    /// </summary>
    public static IHostApplicationBuilder AddBearerAuthentication(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHttpClient(Discovery);
        builder
            .Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters.ValidIssuer = Issuer(builder);
                options.TokenValidationParameters.ValidAudiences =
                [
                    Policies.CustomerAudience,
                    Policies.ManagementAudience,
                ];
                options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
                options.TokenValidationParameters.NameClaimType = "name";
                options.TokenValidationParameters.RoleClaimType = "role";
            });
        builder.Services.AddSingleton<IConfigureOptions<JwtBearerOptions>, KeysFromIdentity>();
        builder.Services.AddAuthorization(Policies.Define);
        return builder;
    }

    /// <summary>The <c>iss</c> of every token.</summary>
    public static string Issuer(IHostApplicationBuilder builder) =>
        $"{PublicUrl.Origin(builder.Configuration)}/identity/";

    private sealed class KeysFromIdentity(IHttpClientFactory http) : IConfigureNamedOptions<JwtBearerOptions>
    {
        public void Configure(JwtBearerOptions options) => Configure(null, options);

        public void Configure(string? name, JwtBearerOptions options) =>
            options.ConfigurationManager ??= new ConfigurationManager<OpenIdConnectConfiguration>(
                Discovery,
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(http.CreateClient(Discovery)) { RequireHttps = false }
            )
            {
                RefreshInterval = TimeSpan.FromSeconds(5),
            };
    }
}
