using System.Security.Claims;
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
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db
            .Users.Where(u => u.Id == user.Id && u.AccessFailedCount > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, 0), cancellationToken);
        db.SignIns.Add(Record(user.Id, method, rejection: null, client));
        if (!browsers.Knows(http, user.Id) && await SignedInBefore(user.Id, cancellationToken))
            db.Mails.Add(await mails.NewDevice(user, client));
        var session = await sessions.Start(user, membership, client, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        browsers.Remember(http, user.Id);
        await cookies.SignInWithClaimsAsync(
            user,
            isPersistent: false,
            [new Claim(TokenClaims.SessionId, session.Id.ToString())]
        );
        audit.SignedIn(user.Id, membership.AccountId, session.Id);
        return null;
    }

    public SignInRecord Record(Guid userId, SignInMethod method, Rejection? rejection, Client client) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            UserId = userId,
            At = clock.GetUtcNow(),
            Method = method,
            Rejection = rejection?.Code,
            Device = client.Description,
            Address = client.Address,
        };

    /// <summary>Nobody is warned of their very first sign-in.</summary>
    private Task<bool> SignedInBefore(Guid userId, CancellationToken cancellationToken) =>
        db.Sessions.AnyAsync(session => session.UserId == userId, cancellationToken);
}
