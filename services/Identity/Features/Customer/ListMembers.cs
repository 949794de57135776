using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Customer;

/// <summary>The members of the caller's account.</summary>
internal static class ListMembers
{
    public sealed record Response(IReadOnlyList<Member> Items);

    public sealed record Member(Guid Id, string DisplayName, string Email, MemberRole Role);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/members", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Caller caller,
        IdentityDb db,
        CancellationToken cancellationToken
    )
    {
        if (!caller.SeesWholeAccount)
            return Rejections.NotForMembers.ToProblem();
        var members = await (
            from membership in db.Memberships
            join user in db.Users on membership.UserId equals user.Id
            where membership.AccountId == caller.AccountId
            orderby user.DisplayName, user.Id
            select new Member(user.Id, user.DisplayName, user.Email!, membership.Role)
        ).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response(members));
    }
}
