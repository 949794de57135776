using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Identity.Trust;
using Portal.ServiceDefaults;

namespace Portal.Identity.SignIns;

/// <summary>
/// E-mail and password become a session and the cookie that remembers it. A refusal tells nothing about the address: the
/// sentence, the work and the time are the same for a wrong password, an unknown address and a locked-out user.
/// </summary>
internal sealed class SignIn(
    IdentityDb db,
    UserManager<User> users,
    SignInManager<User> cookies,
    Sessions sessions,
    SignInLimiter limiter,
    TimeProvider clock,
    Audit audit,
    SignInMetrics metrics
)
{
    /// <summary>Longer than all the work of an attempt, so that what differs in it cannot be measured.</summary>
    private static readonly TimeSpan RefusalTakes = TimeSpan.FromMilliseconds(400);
    private static readonly User Nobody = new();
    private static readonly string NobodysHash = new PasswordHasher<User>().HashPassword(
        Nobody,
        Convert.ToHexString(RandomNumberGenerator.GetBytes(16))
    );

    /// <summary>Null: signed in.</summary>
    public async Task<Rejection?> Attempt(
        string email,
        string password,
        IPAddress? client,
        CancellationToken cancellationToken
    )
    {
        var rejection = await Decide(email, password, client, cancellationToken);
        metrics.Attempted(rejection);
        return rejection;
    }

    private async Task<Rejection?> Decide(
        string email,
        string password,
        IPAddress? client,
        CancellationToken cancellationToken
    )
    {
        var started = clock.GetTimestamp();
        // What is no address at all is treated as one that nobody has.
        if (!EmailAddress.TryParse(email, out var address))
            address = default;
        email = address.Value ?? "";
        var attempt = limiter.Begin(users.NormalizeEmail(email), client);
        if (attempt.Exceeded is not null)
        {
            audit.TooManyAttempts(attempt.Exceeded);
            return Rejections.TooManyAttempts(attempt.Wait);
        }
        if (await Check(email, password, cancellationToken) is not { } user)
        {
            var rest = RefusalTakes - clock.GetElapsedTime(started);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, clock, cancellationToken);
            return Rejections.WrongCredentials;
        }

        attempt.Succeeded();
        return await Enter(user, cancellationToken);
    }

    private async Task<User?> Check(string email, string password, CancellationToken cancellationToken)
    {
        var user = await users.FindByEmailAsync(email);
        var right = user?.PasswordHash is null
            ? users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password)
                == PasswordVerificationResult.Success
                && user is not null
            : await users.CheckPasswordAsync(user, password);
        var locked = user?.LockoutEnd > clock.GetUtcNow();
        if (right && !locked)
            return user;

        audit.SignInRefused(user?.Id, Rejections.WrongCredentials.Code);
        if (user is not null && !locked)
            await CountFailure(user.Id, cancellationToken);
        return null;
    }

    /// <summary>One statement, so that guesses sent in parallel are all counted.</summary>
    private async Task CountFailure(Guid userId, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + LockOut.Duration;
        await db
            .Users.Where(u => u.Id == userId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(
                            u => u.LockoutEnd,
                            u => u.AccessFailedCount + 1 >= LockOut.Failures ? until : u.LockoutEnd
                        )
                        .SetProperty(
                            u => u.AccessFailedCount,
                            u => u.AccessFailedCount + 1 >= LockOut.Failures ? 0 : u.AccessFailedCount + 1
                        ),
                cancellationToken
            );
        if (await db.Users.AnyAsync(u => u.Id == userId && u.LockoutEnd == until, cancellationToken))
            audit.LockedOut(userId, until);
    }

    private async Task<Rejection?> Enter(User user, CancellationToken cancellationToken)
    {
        var membership = await db
            .Memberships.Where(m => m.UserId == user.Id)
            .OrderBy(m => m.AddedAt)
            .ThenBy(m => m.AccountId)
            .FirstOrDefaultAsync(cancellationToken);
        if (membership is null)
        {
            audit.SignInRefused(user.Id, Rejections.NoAccount.Code);
            return Rejections.NoAccount;
        }
        await db
            .Users.Where(u => u.Id == user.Id && u.AccessFailedCount > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, 0), cancellationToken);
        var session = await sessions.Start(user, membership, cancellationToken);
        await cookies.SignInWithClaimsAsync(
            user,
            isPersistent: false,
            [new Claim(TokenClaims.SessionId, session.Id.ToString())]
        );
        audit.SignedIn(user.Id, membership.AccountId, session.Id);
        return null;
    }
}
