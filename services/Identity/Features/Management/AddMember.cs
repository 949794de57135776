using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Identity.SignIns;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Management;

/// <summary>Adds a member to an account. The same member under the same id is no second one.</summary>
internal static class AddMember
{
    /// <param name="Id">Of the user, chosen by the caller so that an import can be repeated; a new one if absent.</param>
    /// <param name="Password">For a new user. Somebody who can sign in already keeps password and name.</param>
    public sealed record Request(
        Guid? Id,
        [property: Required] string Email,
        [property: Required] string DisplayName,
        MemberRole Role,
        string? Password
    );

    public sealed record Response(Guid Id, Guid AccountId, string DisplayName, string Email, MemberRole Role);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/accounts/{accountId:guid}/members", Handle);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Guid accountId,
        Request request,
        ClaimsPrincipal caller,
        IdentityDb db,
        UserManager<User> users,
        TimeProvider clock,
        Audit audit,
        CancellationToken cancellationToken
    )
    {
        if (!EmailAddress.TryParse(request.Email, out var email))
            return Rejections.InvalidEmail.ToProblem();
        if (!DisplayName.TryParse(request.DisplayName, out var name))
            return Rejections.InvalidName.ToProblem();
        if (request.Password is { } password && !PasswordRule.Allows(password))
            return Rejections.InvalidPassword.ToProblem();
        if (!await db.Accounts.AnyAsync(a => a.Id == accountId, cancellationToken))
            return Problems.NotFound();

        try
        {
            return await Add();
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            // A rival was first: the answer is the same as if that had been long ago.
            db.ChangeTracker.Clear();
            return await Add();
        }

        async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Add()
        {
            var normalized = users.NormalizeEmail(email.Value);
            var known = await db
                .Users.Where(u => u.NormalizedEmail == normalized || u.Id == request.Id)
                .ToListAsync(cancellationToken);
            var user = known.SingleOrDefault(u => u.NormalizedEmail == normalized);
            if (user is null && known.Count > 0)
                return Rejections.UserDiffers.ToProblem();
            if (user is not null && request.Id is { } id && id != user.Id)
                return Rejections.EmailInUse.ToProblem();
            if (
                user is not null
                && await db.Memberships.FindAsync([accountId, user.Id], cancellationToken) is { } existing
            )
                return Repeated(request, existing, user);

            user ??= Create(request, email, name, users, clock.GetUtcNow(), db);
            var membership = new Membership
            {
                AccountId = accountId,
                UserId = user.Id,
                Role = request.Role,
                AddedAt = clock.GetUtcNow(),
            };
            db.Memberships.Add(membership);
            await db.SaveChangesAsync(cancellationToken);
            audit.MemberAdded(caller.FindFirstValue("sub"), user.Id, accountId, membership.Role);
            return TypedResults.Created(
                $"/management/accounts/{accountId}/members/{user.Id}",
                Describe(membership, user)
            );
        }
    }

    private static User Create(
        Request request,
        EmailAddress email,
        string name,
        UserManager<User> users,
        DateTimeOffset now,
        IdentityDb db
    )
    {
        var user = User.Create(request.Id ?? Guid.CreateVersion7(), email, name, users.KeyNormalizer, now);
        user.PasswordHash = request.Password is null ? null : users.PasswordHasher.HashPassword(user, request.Password);
        db.Users.Add(user);
        return user;
    }

    /// <summary>With the id it is the same request again, without it an attempt to add somebody twice.</summary>
    private static Results<Created<Response>, Ok<Response>, ProblemHttpResult> Repeated(
        Request request,
        Membership existing,
        User user
    )
    {
        if (request.Id is null)
            return Rejections.AlreadyMember.ToProblem();
        return existing.Role == request.Role
            ? TypedResults.Ok(Describe(existing, user))
            : Rejections.MemberDiffers.ToProblem();
    }

    private static Response Describe(Membership membership, User user) =>
        new(user.Id, membership.AccountId, user.DisplayName, user.Email!, membership.Role);
}
