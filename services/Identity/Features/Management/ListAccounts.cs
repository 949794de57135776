using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Management;

/// <summary>Accounts with their members, in pages by id, or one.</summary>
internal static class ListAccounts
{
    /// <param name="Next">The <c>cursor</c> of the next page; null on the last.</param>
    public sealed record Response(IReadOnlyList<Account> Items, Guid? Next);

    public sealed record Account(
        Guid Id,
        string Name,
        AccountKind Kind,
        DateTimeOffset CreatedAt,
        IReadOnlyList<Member> Members
    );

    public sealed record Member(Guid Id, string DisplayName, string Email, MemberRole Role);

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/accounts", List);
        group.MapGet("/accounts/{accountId:guid}", One);
    }

    /// <param name="search">Part of a name.</param>
    private static async Task<Ok<Response>> List(
        IdentityDb db,
        CancellationToken cancellationToken,
        [MaxLength(255)] string? search = null,
        Guid? cursor = null,
        [Range(1, 500)] int size = 100
    )
    {
        var found = db.Accounts.Where(a => cursor == null || a.Id > cursor);
        if (search?.Trim() is { Length: > 0 } part)
            found = found.Where(a => EF.Functions.ILike(a.Name, SearchPattern.Containing(part), @"\"));
        var page = await WithMembers(found.OrderBy(a => a.Id).Take(size + 1), db, cancellationToken);
        return TypedResults.Ok(new Response([.. page.Take(size)], page.Count > size ? page[size - 1].Id : null));
    }

    private static async Task<Results<Ok<Account>, ProblemHttpResult>> One(
        Guid accountId,
        IdentityDb db,
        CancellationToken cancellationToken
    ) =>
        await WithMembers(db.Accounts.Where(a => a.Id == accountId), db, cancellationToken) is [var account]
            ? TypedResults.Ok(account)
            : Problems.NotFound();

    private static async Task<IReadOnlyList<Account>> WithMembers(
        IQueryable<CustomerAccount> found,
        IdentityDb db,
        CancellationToken cancellationToken
    )
    {
        var accounts = await found.AsNoTracking().ToListAsync(cancellationToken);
        var ids = accounts.Select(a => a.Id).ToList();
        var members = await (
            from membership in db.Memberships
            join user in db.Users on membership.UserId equals user.Id
            where ids.Contains(membership.AccountId)
            orderby user.DisplayName, user.Id
            select new
            {
                membership.AccountId,
                Member = new Member(user.Id, user.DisplayName, user.Email!, membership.Role),
            }
        ).ToListAsync(cancellationToken);
        var byAccount = members.ToLookup(m => m.AccountId, m => m.Member);
        return [.. accounts.Select(a => new Account(a.Id, a.Name, a.Kind, a.CreatedAt, [.. byAccount[a.Id]]))];
    }
}
