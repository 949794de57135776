using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Identity.Mails;
using Portal.ServiceDefaults;

namespace Portal.Identity.SignIns;

/// <summary>
/// E-mail and password become a session and the cookie that remembers it. A refusal tells nothing about the address: the
/// sentence, the work and the time are the same for a wrong password, an unknown address and a locked-out user.
/// </summary>
internal sealed class SignIn(
    IdentityDb db,
    UserManager<User> users,
    SignInCompletion completion,
    SecurityMails mails,
    KnownBrowsers browsers,
    SignInLimiter limiter,
    TimeProvider clock,
    Audit audit,
    SignInMetrics metrics
)
{
    private static readonly User Nobody = new();
    private static readonly string NobodysHash = new NfcPasswordHasher().HashPassword(
        Nobody,
        Convert.ToHexString(RandomNumberGenerator.GetBytes(16))
    );

    /// <summary>Null: signed in.</summary>
    public async Task<Rejection?> Attempt(
        string email,
        string password,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var rejection = await Decide(email, password, http, cancellationToken);
        metrics.Attempted(rejection);
        return rejection;
    }

    /// <summary>For somebody who is signed in and wants to change something that a thief of the session must not. Counts as a sign-in that fails.</summary>
    public async Task<Rejection?> CheckCurrent(User user, string password, HttpContext http)
    {
        var attempt = await limiter.Begin($"session of {user.Id}", http.Connection.RemoteIpAddress);
        if (attempt.Exceeded is not null)
            return Rejections.TooManyAttempts(attempt.Wait);
        if (!await Check(user, password, isKnown: true, Client.Of(http), http.RequestAborted))
            return Rejections.CurrentPasswordWrong;
        await attempt.Succeeded();
        return null;
    }

    private async Task<Rejection?> Decide(
        string email,
        string password,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var time = new AnswerTime(clock);
        // What is no address at all is treated as one that nobody has.
        if (!EmailAddress.TryParse(email, out var address))
            address = default;
        email = address.Value ?? "";
        var user = await users.FindByEmailAsync(email);
        // Whoever signed in from this browser before is not kept out by what strangers do elsewhere, and counts apart.
        var isKnown = user is not null && browsers.Knows(http, user.Id);
        var attempt = await limiter.Begin(
            isKnown ? $"known browser of {user!.Id}" : users.NormalizeEmail(email),
            http.Connection.RemoteIpAddress
        );
        if (attempt.Exceeded is not null)
        {
            audit.TooManyAttempts(attempt.Exceeded);
            return Rejections.TooManyAttempts(attempt.Wait);
        }
        if (!await Check(user, password, isKnown, Client.Of(http), cancellationToken))
        {
            await time.Rest(cancellationToken);
            return Rejections.WrongCredentials;
        }

        await attempt.Succeeded();
        return await completion.Complete(user!, SignInMethod.Password, http, cancellationToken);
    }

    private async Task<bool> Check(
        User? user,
        string password,
        bool isKnown,
        Client client,
        CancellationToken cancellationToken
    )
    {
        var right = user?.PasswordHash is null
            ? users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password)
                == PasswordVerificationResult.Success
                && user is not null
            : await users.CheckPasswordAsync(user, password);
        var now = clock.GetUtcNow();
        // A lock by wrong passwords is for strangers; one by an operator is for everybody.
        var locked = user?.LockoutEnd > (isKnown ? LockOut.MaxGuessingTime(now) : now);
        if (right && !locked)
            return true;

        audit.SignInRefused(user?.Id, Rejections.WrongCredentials.Code);
        if (user is not null && !locked)
            await CountFailure(user, isKnown, client, cancellationToken);
        return false;
    }

    private async Task CountFailure(User user, bool isKnown, Client client, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + LockOut.Duration;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.SignIns.Add(client.Attempt(user.Id, SignInMethod.Password, Rejections.WrongCredentials, clock.GetUtcNow()));
        if (isKnown)
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return;
        }
        // One statement, so that guesses sent in parallel are all counted.
        await db
            .Users.Where(u => u.Id == user.Id)
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
        if (await db.Users.AnyAsync(u => u.Id == user.Id && u.LockoutEnd == until, cancellationToken))
        {
            db.Mails.Add(await mails.LockedOut(user, client));
            audit.LockedOut(user.Id, until);
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
