using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;

namespace Portal.Identity.Features;

internal static class ListAccounts
{
    /// <param name="Next">The <c>cursor</c> of the next page; null on the last.</param>
    public sealed record Response(IReadOnlyList<Account> Items, Guid? Next);

    public sealed record Account(Guid Id, string Name, AccountKind Kind, DateTimeOffset CreatedAt, IReadOnlyList<Member> Members);

    public sealed record Member(Guid Id, string DisplayName, string Email, MemberRole Role);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/accounts", Handle);

    private static async Task<Ok<Response>> Handle(IdentityDb db, CancellationToken cancellation, Guid? cursor = null, [Range(1, 500)] int size = 100)
    {
        var page = await db.Accounts.AsNoTracking().Where(a => cursor == null || a.Id > cursor).OrderBy(a => a.Id).Take(size + 1).ToListAsync(cancellation);
        var ids = page.Take(size).Select(a => a.Id).ToList();
        var members = await (
            from membership in db.Memberships
            join user in db.Users on membership.UserId equals user.Id
            where ids.Contains(membership.AccountId)
            orderby user.DisplayName, user.Id
            select new { membership.AccountId, Member = new Member(user.Id, user.DisplayName, user.Email!, membership.Role) }).ToListAsync(cancellation);
        var byAccount = members.ToLookup(m => m.AccountId, m => m.Member);
        return TypedResults.Ok(new Response(
            [.. page.Take(size).Select(a => new Account(a.Id, a.Name, a.Kind, a.CreatedAt, [.. byAccount[a.Id]]))],
            page.Count > size ? ids[^1] : null));
    }
}
