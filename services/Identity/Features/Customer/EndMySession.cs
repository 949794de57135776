using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.SignIns;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Customer;

/// <summary>Signs out one device of the caller's. The second time changes nothing; somebody else's session is 404.</summary>
internal static class EndMySession
{
    public static void Map(RouteGroupBuilder group) => group.MapDelete("/me/sessions/{sessionId:guid}", Handle);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid sessionId,
        Caller caller,
        IdentityDb db,
        Sessions sessions,
        Audit audit,
        CancellationToken cancellationToken
    )
    {
        var mine = db.Sessions.Where(session => session.Id == sessionId && session.UserId == caller.UserId);
        if (!await mine.AnyAsync(cancellationToken))
            return Problems.NotFound();
        audit.SessionsEnded(caller.UserId, await sessions.End(mine, cancellationToken));
        return TypedResults.NoContent();
    }
}
