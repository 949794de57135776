using OpenIddict.Abstractions;
using Portal.ServiceDefaults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Identity.Trust;

/// <summary>What <c>--migrate</c> provides beside the tables. Running it again updates the clients and leaves the keys alone.</summary>
internal static class KeysAndClients
{
    public static async Task Provide(IServiceProvider services)
    {
        services.GetRequiredService<KeyFiles>().CreateMissing();
        var configuration = services.GetRequiredService<IConfiguration>();
        var clients = services.GetRequiredService<IOpenIddictApplicationManager>();
        await Save(clients, Gateway(services.GetRequiredService<PublicAddress>()), Secret("gateway"));
        await Save(clients, Machine("portal-service", Policies.ReplicationScope), Secret("service"));
        await Save(clients, Machine("portal-operator", Policies.ManagementScope), Secret("operator"));

        string Secret(string client) =>
            configuration[$"Clients:{client}"]
            ?? throw new InvalidOperationException($"Clients:{client} is not configured.");
    }

    private static async Task Save(
        IOpenIddictApplicationManager clients,
        OpenIddictApplicationDescriptor client,
        string secret
    )
    {
        client.ClientSecret = secret;
        if (await clients.FindByClientIdAsync(client.ClientId!) is { } existing)
            await clients.UpdateAsync(existing, client);
        else
            await clients.CreateAsync(client);
    }

    private static OpenIddictApplicationDescriptor Gateway(PublicAddress address) =>
        new()
        {
            ClientId = "portal-gateway",
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            RedirectUris = { new Uri(address.Portal + "/signin-oidc") },
            PostLogoutRedirectUris = { new Uri(address.Portal + "/signout-callback-oidc") },
            Permissions =
            {
                Permissions.Endpoints.Authorization,
                Permissions.Endpoints.PushedAuthorization,
                Permissions.Endpoints.Token,
                Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code,
                Permissions.Scopes.Email,
                Permissions.Scopes.Profile,
                Permissions.Prefixes.Scope + TokenClaims.UserScope,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };

    private static OpenIddictApplicationDescriptor Machine(string clientId, string scope) =>
        new()
        {
            ClientId = clientId,
            ClientType = ClientTypes.Confidential,
            Permissions =
            {
                Permissions.Endpoints.Token,
                Permissions.GrantTypes.ClientCredentials,
                Permissions.Prefixes.Scope + scope,
            },
        };
}
