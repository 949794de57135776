using Microsoft.AspNetCore.Authorization;

namespace Portal.ServiceDefaults;

/// <summary>The authorization policies, by name. An endpoint without one is refused by the fallback.</summary>
public static class Policies
{
    /// <summary>A user who acts for a customer account.</summary>
    public const string Customer = "customer";

    /// <summary>An operator's client.</summary>
    public const string Management = "management";

    /// <summary>Another service of this system.</summary>
    public const string Replication = "replication";

    /// <summary>Audiences of access tokens.</summary>
    public const string CustomerAudience = "portal.customer",
        ManagementAudience = "portal.management";

    /// <summary>Scopes of access tokens.</summary>
    public const string ManagementScope = "portal.management",
        ReplicationScope = "portal.replicate";

    internal static void Define(AuthorizationOptions options)
    {
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.AddPolicy(Customer, policy =>
            policy
                .RequireAuthenticatedUser()
                .RequireClaim("aud", CustomerAudience)
                .RequireClaim("sub")
                .RequireClaim("account")
                .RequireClaim("role")
                .RequireClaim("sid")
        );
        options.AddPolicy(Management, policy => RequireScope(policy, ManagementScope));
        options.AddPolicy(Replication, policy => RequireScope(policy, ReplicationScope));
    }

    private static void RequireScope(AuthorizationPolicyBuilder policy, string scope) =>
        policy
            .RequireAuthenticatedUser()
            .RequireClaim("aud", ManagementAudience)
            .RequireAssertion(context =>
                context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(scope))
            );
}
