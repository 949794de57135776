using System.Security.Claims;

namespace Portal.Licenses.Audit;

/// <summary>Who does something, as the audit records it. Declare it as a parameter of an endpoint.</summary>
/// <param name="Name">Client id of an operator, or user id of a customer.</param>
/// <param name="RequestId">As the log names the request.</param>
internal sealed record Actor(string Name, string? RequestId)
{
    /// <summary>The schedule: a date was reached.</summary>
    public static readonly Actor Time = new("time", null);

    /// <summary>The service that counts used slots: a license came into use or out of it.</summary>
    public static readonly Actor Activation = new("activation", null);

    public static ValueTask<Actor?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<Actor?>(
            new(
                // A customer's token names the client too: the gateway, which is not who did it.
                (
                    context.User.HasClaim(claim => claim.Type == "account")
                        ? null
                        : context.User.FindFirstValue("client_id")
                )
                    ?? context.User.FindFirstValue("sub")
                    ?? "unknown",
                context.TraceIdentifier
            )
        );
}
