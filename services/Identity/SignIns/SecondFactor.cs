using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Identity.Mails;
using Portal.Identity.Trust;
using Portal.ServiceDefaults;

namespace Portal.Identity.SignIns;

/// <summary>
/// A code from an authenticator app (TOTP, RFC 6238) after the first factor. Between the two, the browser holds an encrypted note
/// of who passed the first; a browser may be remembered for thirty days.
/// </summary>
internal sealed class SecondFactor(
    IdentityDb db,
    UserManager<User> users,
    IUserStore<User> store,
    SecurityMails mails,
    SignInLimiter limiter,
    IDataProtectionProvider protection,
    PublicAddress address,
    TimeProvider clock,
    Audit audit
)
{
    private const int RecoveryCodes = 10;

    // A code is good for its half minute and those around it: longer than that it must not be used again.
    private static readonly TimeSpan ReplayWindow = TimeSpan.FromMinutes(5);

    private readonly EncryptedCookie _pending = new(
        protection,
        address,
        "portal-second-factor",
        TimeSpan.FromMinutes(10)
    );
    private readonly EncryptedCookie _remembered = new(protection, address, "portal-remembered", TimeSpan.FromDays(30));

    public bool IsNeeded(User user, HttpContext http) =>
        user.TwoFactorEnabled && _remembered.Read(http) != $"{user.Id:N} {user.SecurityStamp}";

    /// <summary>The first factor is passed.</summary>
    public void Begin(User user, SignInMethod method, HttpContext http) =>
        _pending.Write(http, $"{user.Id:N} {user.SecurityStamp} {method}");

    /// <summary>Who passed the first factor in this browser, and how; null: nobody within ten minutes.</summary>
    public async Task<(User User, SignInMethod Method)?> Pending(HttpContext http) =>
        _pending.Read(http)?.Split(' ') is [var id, var stamp, var method]
        && await users.FindByIdAsync(Guid.Parse(id).ToString()) is { } user
        && user.SecurityStamp == stamp
            ? (user, Enum.Parse<SignInMethod>(method))
            : null;

    /// <summary>Null: the second factor is passed.</summary>
    public async Task<Rejection?> Check(User user, SignInMethod method, string? text, HttpContext http)
    {
        var attempt = await limiter.Begin($"second factor {user.Id}", http.Connection.RemoteIpAddress);
        if (attempt.Exceeded is not null)
            return Rejections.TooManyAttempts(attempt.Wait);
        var isRight = EmailCode.Read(text) is { } code
            ? await IsRight(user, code) && await IsFirstUse(user.Id, code, http.RequestAborted)
            : text?.Trim() is { Length: >= 10 and <= 20 } recovery
                && (await users.RedeemTwoFactorRecoveryCodeAsync(user, recovery)).Succeeded;
        if (!isRight)
        {
            audit.SignInRefused(user.Id, Rejections.SecondFactorWrong.Code);
            db.SignIns.Add(Client.Of(http).Attempt(user.Id, method, Rejections.SecondFactorWrong, clock.GetUtcNow()));
            await db.SaveChangesAsync(http.RequestAborted);
            return Rejections.SecondFactorWrong;
        }
        await attempt.Succeeded();
        return null;
    }

    public void End(HttpContext http) => _pending.Delete(http);

    public void Remember(User user, HttpContext http) => _remembered.Write(http, $"{user.Id:N} {user.SecurityStamp}");

    /// <summary>The secret for an app that is being set up; the same one until it is confirmed.</summary>
    public async Task<string> Key(User user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is { } key)
            return key;
        return await NewKey(user);
    }

    // Not ResetAuthenticatorKeyAsync: that renews the security stamp, too, which ends every session, this one first.
    private async Task<string> NewKey(User user)
    {
        var key = users.GenerateNewAuthenticatorKey();
        await ((IUserAuthenticatorKeyStore<User>)store).SetAuthenticatorKeyAsync(user, key, CancellationToken.None);
        await db.SaveChangesAsync();
        return key;
    }

    /// <summary>The app shows right codes: from now on they are asked for. The recovery codes, which are shown once.</summary>
    public async Task<Result<IReadOnlyList<string>>> TurnOn(User user, string? text, HttpContext http)
    {
        if (EmailCode.Read(text) is not { } code || !await IsRight(user, code))
            return Rejections.SecondFactorWrong;
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        user.TwoFactorEnabled = true;
        var recovery = await NewRecoveryCodes(user);
        db.Mails.Add(await mails.SecondFactorChanged(user, on: true, Client.Of(http)));
        await db.SaveChangesAsync(http.RequestAborted);
        await transaction.CommitAsync(http.RequestAborted);
        audit.SecondFactorChanged(user.Id, on: true);
        return Result.Of(recovery);
    }

    public async Task<IReadOnlyList<string>> NewRecoveryCodes(User user) =>
        [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes))!];

    public async Task TurnOff(User user, HttpContext http)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        user.TwoFactorEnabled = false;
        await NewKey(user);
        db.Mails.Add(await mails.SecondFactorChanged(user, on: false, Client.Of(http)));
        await db.SaveChangesAsync(http.RequestAborted);
        await transaction.CommitAsync(http.RequestAborted);
        audit.SecondFactorChanged(user.Id, on: false);
    }

    private Task<bool> IsRight(User user, string code) =>
        users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code);

    /// <summary>RFC 6238, section 5.2: a code is accepted once.</summary>
    private async Task<bool> IsFirstUse(Guid userId, string code, CancellationToken cancellationToken)
    {
        var (now, before) = (clock.GetUtcNow(), clock.GetUtcNow() - ReplayWindow);
        var used = string.Create(CultureInfo.InvariantCulture, $"{code}");
        return await db
                .Users.Where(user =>
                    user.Id == userId
                    && (user.LastTotpCode != used || user.LastTotpAt == null || user.LastTotpAt < before)
                )
                .ExecuteUpdateAsync(
                    set => set.SetProperty(user => user.LastTotpCode, used).SetProperty(user => user.LastTotpAt, now),
                    cancellationToken
                ) == 1;
    }
}
