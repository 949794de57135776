using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Customer;

/// <summary>Names of members of the caller's own account by id, for everybody in it; ids of anybody else are left out.</summary>
internal static class ListNames
{
    public sealed record Response(IReadOnlyList<Name> Items);

    public sealed record Name(Guid Id, string DisplayName);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/names", Handle);

    /// <param name="ids">Up to 100, separated by commas.</param>
    private static async Task<Ok<Response>> Handle(
        MemberIds ids,
        Caller caller,
        IdentityDb db,
        CancellationToken cancellationToken
    )
    {
        var wanted = ids.Values;
        var names = await (
            from membership in db.Memberships
            join user in db.Users on membership.UserId equals user.Id
            where membership.AccountId == caller.AccountId && wanted.Contains(user.Id)
            orderby user.DisplayName, user.Id
            select new Name(user.Id, user.DisplayName)
        ).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response(names));
    }
}
