using System.Security.Claims;

namespace Portal.Activations.Features.Management;

internal static class Operators
{
    /// <summary>The actor of audit records.</summary>
    public static string Operator(this ClaimsPrincipal actor) =>
        actor.FindFirstValue("client_id") ?? actor.FindFirstValue("sub") ?? "unknown";
}
