using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Portal.ServiceDefaults;

/// <summary>Rules that hold for whole groups of endpoints; an endpoint can only be stricter.</summary>
public static class ApiGroups
{
    /// <summary>For signed-in customers; reached through the gateway under the same path.</summary>
    public static RouteGroupBuilder MapCustomerApi(this IEndpointRouteBuilder routes, string prefix) =>
        routes
            .MapGroup(prefix)
            .RequireAuthorization(Policies.Customer)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .WithTags("customer");

    /// <summary>For the vendor's operators, on the management listener only.</summary>
    public static RouteGroupBuilder MapManagementApi(this IEndpointRouteBuilder routes) =>
        routes
            .MapGroup("/management")
            .RequireAuthorization(Policies.Management)
            .OnListener(Listeners.Management)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .WithTags("management");

    /// <summary>For the other services, on the management listener only: the facts they keep a copy of.</summary>
    public static RouteGroupBuilder MapReplicationApi(this IEndpointRouteBuilder routes) =>
        routes
            .MapGroup("/replication")
            .RequireAuthorization(Policies.Replication)
            .OnListener(Listeners.Management)
            .ExcludeFromDescription();
}
