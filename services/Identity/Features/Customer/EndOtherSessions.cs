using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Identity.Data;
using Portal.Identity.SignIns;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Customer;

/// <summary>Signs out every device of the caller's but the one that asks.</summary>
internal static class EndOtherSessions
{
    /// <param name="Ended">How many were signed in.</param>
    public sealed record Response(int Ended);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/me/sessions/end-others", Handle);

    private static async Task<Ok<Response>> Handle(
        Caller caller,
        IdentityDb db,
        Sessions sessions,
        Audit audit,
        CancellationToken cancellationToken
    )
    {
        var current = Guid.Parse(caller.SessionId);
        var ended = await sessions.End(
            db.Sessions.Where(session => session.UserId == caller.UserId && session.Id != current),
            cancellationToken
        );
        audit.SessionsEnded(caller.UserId, ended);
        return TypedResults.Ok(new Response(ended));
    }
}
