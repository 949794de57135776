namespace Portal.Activations.Protocols.Native;

internal static class ProtocolGroup
{
    public const string Prefix = "/licensing/v1";

    /// <summary>The native protocol of the vendor's software, version 1.</summary>
    public static RouteGroupBuilder MapProtocol(this IEndpointRouteBuilder routes) =>
        routes
            .MapGroup(Prefix)
            .RequireAuthorization(policy =>
                policy.AddAuthenticationSchemes(LicenseKeyAuthentication.Scheme).RequireAuthenticatedUser()
            )
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithTags("protocol");
}
