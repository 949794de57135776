using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Identity.Mails;
using Portal.Identity.Trust;
using Portal.ServiceDefaults;

namespace Portal.Identity.SignIns;

/// <summary>
/// What follows however somebody proved who they are: a session, its cookie, an entry in "recent sign-ins", and a mail when the
/// browser is new. All in one transaction.
/// </summary>
internal sealed class SignInCompletion(
    IdentityDb db,
    SignInManager<User> cookies,
    Sessions sessions,
    SecondFactor secondFactor,
    KnownBrowsers browsers,
    SecurityMails mails,
    TimeProvider clock,
    Audit audit
)
{
    /// <summary>Null: signed in. <see cref="Rejections.SecondFactorNeeded"/>: the browser has to show a second factor.</summary>
    public async Task<Rejection?> Complete(
        User user,
        SignInMethod method,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (secondFactor.IsNeeded(user, http))
        {
            secondFactor.Begin(user, method, http);
            return Rejections.SecondFactorNeeded;
        }
        return await CompleteBoth(user, method, http, cancellationToken);
    }

    /// <summary>Both factors are passed, or the second is not asked for.</summary>
    public async Task<Rejection?> CompleteBoth(
        User user,
        SignInMethod method,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var client = Client.Of(http);
        var membership = await db
            .Memberships.AsNoTracking()
            .Where(m => m.UserId == user.Id)
            .OrderBy(m => m.AddedAt)
            .ThenBy(m => m.AccountId)
            .FirstOrDefaultAsync(cancellationToken);
        if (membership is null)
        {
            audit.SignInRefused(user.Id, Rejections.NoAccount.Code);
            return Rejections.NoAccount;
        }
        await EndOld(http);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db
            .Users.Where(u => u.Id == user.Id && u.AccessFailedCount > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, 0), cancellationToken);
        db.SignIns.Add(client.Attempt(user.Id, method, rejection: null, clock.GetUtcNow()));
        if (!browsers.Knows(http, user.Id) && await SignedInBefore(user.Id, cancellationToken))
            db.Mails.Add(await mails.NewDevice(user, client));
        var session = await Start(user, membership.AccountId, http);
        await transaction.CommitAsync(cancellationToken);
        browsers.Remember(http, user.Id);
        audit.SignedIn(user.Id, membership.AccountId, session.Id);
        return null;
    }

    /// <summary>
    /// After a change of what proves who somebody is: the browser goes on in a new session, so that whoever copied the old one
    /// is out. The gateway follows by itself, for it finds its session ended and this browser still signed in here.
    /// </summary>
    public async Task Renew(User user, SignedIn old, HttpContext http)
    {
        await EndOld(http);
        await Start(user, old.AccountId, http);
    }

    /// <summary>A browser has one session. Outside of a transaction: what gateways were told cannot be rolled back.</summary>
    private async Task EndOld(HttpContext http)
    {
        var cookie = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await sessions.End(cookie.Principal?.FindFirstValue(TokenClaims.SessionId), http.RequestAborted);
    }

    private async Task<Session> Start(User user, Guid accountId, HttpContext http)
    {
        var session = await sessions.Start(user, accountId, Client.Of(http), http.RequestAborted);
        await cookies.SignInWithClaimsAsync(
            user,
            isPersistent: false,
            [new Claim(TokenClaims.SessionId, session.Id.ToString())]
        );
        return session;
    }

    /// <summary>Nobody is warned of their very first sign-in.</summary>
    private Task<bool> SignedInBefore(Guid userId, CancellationToken cancellationToken) =>
        db.Sessions.AnyAsync(session => session.UserId == userId, cancellationToken);
}
