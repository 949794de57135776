using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;

namespace Portal.Identity.SignIns;

/// <summary>Sessions as they are now: who, for which account, in which role.</summary>
internal sealed class Sessions(IdentityDb db, TimeProvider clock)
{
    public async Task<Session> Start(User user, Membership membership, CancellationToken cancellationToken)
    {
        var session = new Session
        {
            Id = Guid.CreateVersion7(),
            UserId = user.Id,
            AccountId = membership.AccountId,
            SecurityStamp = user.SecurityStamp!,
            StartedAt = clock.GetUtcNow(),
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        return session;
    }

    /// <summary>Null when the session ended, the user is gone, locked by an operator or has a new security stamp, or the membership is gone.</summary>
    public async Task<SignedIn?> Find(string? sessionId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(sessionId, out var id))
            return null;
        var harmless = LockOut.MaxGuessingTime(clock.GetUtcNow());
        return await (
            from session in db.Sessions
            join user in db.Users on session.UserId equals user.Id
            join membership in db.Memberships
                on new { session.UserId, session.AccountId } equals new { membership.UserId, membership.AccountId }
            join account in db.Accounts on session.AccountId equals account.Id
            where
                session.Id == id
                && session.EndedAt == null
                && session.SecurityStamp == user.SecurityStamp
                && (user.LockoutEnd == null || user.LockoutEnd <= harmless)
            select new SignedIn(
                session.Id,
                user.Id,
                user.DisplayName,
                user.Email!,
                account.Id,
                account.Name,
                account.Kind,
                membership.Role
            )
        ).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> End(string? sessionId, CancellationToken cancellationToken) =>
        Guid.TryParse(sessionId, out var id)
        && await db
            .Sessions.Where(s => s.Id == id && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, clock.GetUtcNow()), cancellationToken) == 1;
}

/// <summary>What tokens say about a user.</summary>
internal sealed record SignedIn(
    Guid SessionId,
    Guid UserId,
    string Name,
    string Email,
    Guid AccountId,
    string AccountName,
    AccountKind AccountKind,
    MemberRole Role
);
