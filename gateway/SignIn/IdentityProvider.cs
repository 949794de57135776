using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Gateway.Hosting;
using Portal.Gateway.Sessions;
using Portal.ServiceDefaults;

namespace Portal.Gateway.SignIn;

/// <summary>
/// OpenID Connect with Identity: authorization code, PKCE, pushed authorization request. The browser is sent to Identity's
/// public address, this process talks to the internal one.
/// </summary>
internal static class IdentityProvider
{
    public const string Scheme = "identity",
        ClientId = "portal-gateway";
    private const string Discovery = "http://identity/identity/.well-known/openid-configuration";

    public static string Internal(string endpoint) => $"http://identity/identity/connect/{endpoint}";

    public static string ClientSecret(IConfiguration configuration) =>
        configuration["Clients:gateway"] ?? throw new InvalidOperationException("Clients:gateway is not configured.");

    public static void AddSignInAtIdentity(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient(Scheme);
        builder.Services.AddSingleton<TokenEndpoint>();
        builder.Services.AddSingleton<SignInEvents>();
        builder
            .Services.AddAuthentication()
            .AddOpenIdConnect(Scheme, options =>
            {
                options.ClientId = ClientId;
                options.ClientSecret = ClientSecret(builder.Configuration);
                options.SignInScheme = SessionCookie.Scheme;
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Require;
                options.RequireHttpsMetadata = false;
                options.SaveTokens = true;
                options.DisableTelemetry = true;
                options.SignedOutRedirectUri = SignOut.Landing;
                options.RemoteSignOutPath = default;
                options.MapInboundClaims = false;
                options.TokenValidationParameters.ValidIssuer = BearerAuthentication.Issuer(builder);
                options.TokenValidationParameters.NameClaimType = "name";
                options.TokenValidationParameters.RoleClaimType = "role";
                options.Scope.Clear();
                foreach (var scope in (string[])["openid", "profile", "email", "offline_access", "portal"])
                    options.Scope.Add(scope);
                foreach (
                    var (cookie, name) in new[]
                    {
                        (options.CorrelationCookie, PendingSignIns.Correlation),
                        (options.NonceCookie, PendingSignIns.Nonce),
                    }
                )
                {
                    cookie.Name = name;
                    cookie.Path = PendingSignIns.Path;
                    cookie.SameSite = SameSiteMode.Lax;
                    cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                }
            });
        builder
            .Services.AddOptions<OpenIdConnectOptions>(Scheme)
            .Configure<IHttpClientFactory, PublicAddress, SignInEvents>(
                (options, http, portal, events) =>
                {
                    options.Backchannel = http.CreateClient(Scheme);
                    options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                        Discovery,
                        new Endpoints(portal),
                        new HttpDocumentRetriever(options.Backchannel) { RequireHttps = false }
                    );
                    options.Events = events;
                }
            );
    }

    /// <summary>Keys and features as discovered; addresses of our own, because the discovered ones are those of one replica.</summary>
    private sealed class Endpoints(PublicAddress portal) : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        private readonly OpenIdConnectConfigurationRetriever _discovery = new();

        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(
            string address,
            IDocumentRetriever retriever,
            CancellationToken cancellationToken
        )
        {
            var found = await ((IConfigurationRetriever<OpenIdConnectConfiguration>)_discovery).GetConfigurationAsync(
                address,
                retriever,
                cancellationToken
            );
            found.AuthorizationEndpoint = portal.Of("/identity/connect/authorize");
            found.EndSessionEndpoint = portal.Of("/identity/connect/logout");
            found.TokenEndpoint = Internal("token");
            found.UserInfoEndpoint = Internal("userinfo");
            found.PushedAuthorizationRequestEndpoint = Internal("par");
            return found;
        }
    }
}
