using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Customer;

/// <summary>Who the caller is, with their accounts and settings.</summary>
internal static class ShowMe
{
    /// <param name="MemberSince">When this user became a member of the account.</param>
    public sealed record Response(
        Guid Id,
        string DisplayName,
        string Email,
        DateTimeOffset MemberSince,
        MemberRole Role,
        AccountResponse Account
    )
    {
        /// <summary>When the password was set last; null: never since the account was made, or there is none.</summary>
        public DateTimeOffset? PasswordChangedAt { get; init; }

        public required bool HasPassword { get; init; }

        /// <summary>How many the user has.</summary>
        public required int Passkeys { get; init; }

        /// <summary>A code from an app is asked for after the first factor.</summary>
        public required bool SecondFactor { get; init; }

        /// <summary>IANA name; null: not chosen.</summary>
        public string? TimeZone { get; init; }

        /// <summary>Kinds of notification that are switched off.</summary>
        public required IReadOnlyList<string> MutedNotifications { get; init; }
    }

    public sealed record AccountResponse(Guid Id, string Name, AccountKind Kind);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/me", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Caller caller,
        IdentityDb db,
        CancellationToken cancellationToken
    )
    {
        var me = await (
            from membership in db.Memberships
            join user in db.Users on membership.UserId equals user.Id
            join account in db.Accounts on membership.AccountId equals account.Id
            where membership.UserId == caller.UserId && membership.AccountId == caller.AccountId
            select new Response(
                user.Id,
                user.DisplayName,
                user.Email!,
                membership.AddedAt,
                membership.Role,
                new AccountResponse(account.Id, account.Name, account.Kind)
            )
            {
                PasswordChangedAt = user.PasswordChangedAt,
                HasPassword = user.PasswordHash != null,
                SecondFactor = user.TwoFactorEnabled,
                Passkeys = db.Set<IdentityUserPasskey<Guid>>().Count(passkey => passkey.UserId == user.Id),
                TimeZone = user.TimeZone,
                MutedNotifications = user.MutedNotifications,
            }
        ).SingleOrDefaultAsync(cancellationToken);
        return me is null ? Problems.NotFound() : TypedResults.Ok(me);
    }
}
