using System.Security.Claims;

namespace Portal.Activations.Features.Management;

internal static class Operators
{
    /// <summary>Who goes into the audit.</summary>
    public static string Operator(this ClaimsPrincipal actor) =>
        actor.FindFirstValue("client_id") ?? actor.FindFirstValue("sub") ?? "unknown";
}
