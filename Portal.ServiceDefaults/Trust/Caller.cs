using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Portal.ServiceDefaults;

/// <summary>Who calls, from the access token. Declare it as a parameter of an endpoint of the customer API.</summary>
/// <param name="UserId">The signed-in user.</param>
/// <param name="AccountId">The customer account that the user acts for; belongs into every WHERE clause.</param>
/// <param name="SessionId">New with every sign-in.</param>
public sealed record Caller(Guid UserId, Guid AccountId, CallerRole Role, string SessionId)
{
    /// <summary>False: only rows that are assigned to <see cref="UserId"/>.</summary>
    public bool SeesWholeAccount => Role is CallerRole.Owner or CallerRole.Admin;

    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    private static Caller? From(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue("sub"), out var userId)
        && Guid.TryParse(user.FindFirstValue("account"), out var accountId)
        && Enum.TryParse<CallerRole>(user.FindFirstValue("role"), out var role)
        && role.ToString() == user.FindFirstValue("role")
        && user.FindFirstValue("sid") is { } sessionId
            ? new Caller(userId, accountId, role, sessionId)
            : null;
}

public enum CallerRole
{
    Member,
    Admin,
    Owner,
}
