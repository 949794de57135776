using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using StackExchange.Redis;

namespace Portal.Identity.SignIns;

/// <summary>Sessions as they are now: who, for which account, in which role.</summary>
internal sealed class Sessions(IdentityDb db, EndedSessions ended, TimeProvider clock)
{
    /// <summary>A session that asked for no tokens for so long is over. An hour more than at the gateway, which asks when it must.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromHours(9);

    /// <summary>A session is over so long after its sign-in, however much it was used.</summary>
    private static readonly TimeSpan Absolute = TimeSpan.FromDays(7);

    public async Task<Session> Start(User user, Guid accountId, Client client, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var session = new Session
        {
            Id = Guid.CreateVersion7(),
            UserId = user.Id,
            AccountId = accountId,
            SecurityStamp = user.SecurityStamp!,
            StartedAt = now,
            LastSeenAt = now,
            Device = client.Description,
            Address = client.Address,
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
        var (seenSince, startedSince) = Limits();
        return await (
            from session in db.Sessions
            join user in db.Users on session.UserId equals user.Id
            join membership in db.Memberships
                on new { session.UserId, session.AccountId } equals new { membership.UserId, membership.AccountId }
            join account in db.Accounts on session.AccountId equals account.Id
            where
                session.Id == id
                && session.EndedAt == null
                && session.LastSeenAt > seenSince
                && session.StartedAt > startedSince
                && session.SecurityStamp == user.SecurityStamp
                && (user.LockoutEnd == null || user.LockoutEnd <= harmless)
            select new SignedIn(
                session.Id,
                session.StartedAt,
                user.Id,
                user.DisplayName,
                user.Email!,
                user.TimeZone,
                account.Id,
                account.Name,
                account.Kind,
                membership.Role
            )
        ).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The browser of the session asked for tokens just now.</summary>
    public Task Touch(Guid sessionId, CancellationToken cancellationToken) =>
        db
            .Sessions.Where(session => session.Id == sessionId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(session => session.LastSeenAt, clock.GetUtcNow()),
                cancellationToken
            );

    /// <summary>Sessions of the user that work now, the newest sign of life first.</summary>
    public async Task<IReadOnlyList<Session>> Open(Guid userId, CancellationToken cancellationToken)
    {
        var (seenSince, startedSince) = Limits();
        return await (
            from session in db.Sessions.AsNoTracking()
            join user in db.Users on session.UserId equals user.Id
            where
                session.UserId == userId
                && session.EndedAt == null
                && session.LastSeenAt > seenSince
                && session.StartedAt > startedSince
                && session.SecurityStamp == user.SecurityStamp
            orderby session.LastSeenAt descending, session.Id descending
            select session
        ).ToListAsync(cancellationToken);
    }

    private (DateTimeOffset SeenSince, DateTimeOffset StartedSince) Limits()
    {
        var now = clock.GetUtcNow();
        return (now - Idle, now - Absolute);
    }

    public async Task<bool> End(string? sessionId, CancellationToken cancellationToken) =>
        Guid.TryParse(sessionId, out var id)
        && await End(db.Sessions.Where(session => session.Id == id), cancellationToken) == 1;

    /// <summary>Ends these sessions; their next request at any gateway finds nobody signed in.</summary>
    public async Task<int> End(IQueryable<Session> sessions, CancellationToken cancellationToken)
    {
        var open = await sessions
            .Where(session => session.EndedAt == null)
            .Select(session => session.Id)
            .ToListAsync(cancellationToken);
        var count = await db
            .Sessions.Where(session => open.Contains(session.Id) && session.EndedAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(session => session.EndedAt, clock.GetUtcNow()),
                cancellationToken
            );
        await ended.Announce(open);
        return count;
    }
}

/// <summary>
/// Tells the gateways which sessions ended before their time: they ask on every request. Without Redis nobody is signed in
/// anywhere, for the sessions of the gateways are there, too.
/// </summary>
internal sealed class EndedSessions(IConnectionMultiplexer redis)
{
    /// <summary>Longer than a session of a gateway lives.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(31);

    public Task Announce(IEnumerable<Guid> sessionIds) =>
        Task.WhenAll(
            sessionIds.Select(id => redis.GetDatabase().StringSetAsync($"portal:ended-session:{id}", "", Retention))
        );
}

/// <summary>What tokens say about a user.</summary>
internal sealed record SignedIn(
    Guid SessionId,
    DateTimeOffset StartedAt,
    Guid UserId,
    string Name,
    string Email,
    string? TimeZone,
    Guid AccountId,
    string AccountName,
    AccountKind AccountKind,
    MemberRole Role
);
