using Microsoft.AspNetCore.Identity;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Identity.Mails;
using Portal.ServiceDefaults;

namespace Portal.Identity.SignIns;

/// <summary>
/// Passkeys (WebAuthn Level 3), by ASP.NET Core Identity's own implementation. The page carries the options, a short cookie their
/// challenge; the browser answers through a form.
/// </summary>
internal sealed class Passkeys(
    IdentityDb db,
    UserManager<User> users,
    SignInManager<User> signIn,
    SignInLimiter limiter,
    SecurityMails mails,
    Audit audit
)
{
    private const int MaxNameLength = 60,
        MaxPasskeys = 20;

    /// <summary>What <c>navigator.credentials.create</c> takes, as JSON.</summary>
    public Task<string> CreationOptions(User user) =>
        signIn.MakePasskeyCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = user.Id.ToString(),
                Name = user.Email!,
                DisplayName = user.DisplayName,
            }
        );

    /// <summary>What <c>navigator.credentials.get</c> takes, as JSON; for whoever it is.</summary>
    public Task<string> RequestOptions() => signIn.MakePasskeyRequestOptionsAsync(user: null);

    public Task<IList<UserPasskeyInfo>> Of(User user) => users.GetPasskeysAsync(user);

    /// <summary>Null: it was added.</summary>
    public async Task<Rejection?> Add(User user, string? credential, string? name, HttpContext http)
    {
        if (string.IsNullOrEmpty(credential) || (await Of(user)).Count >= MaxPasskeys)
            return Rejections.PasskeyNotAdded;
        var attestation = await signIn.PerformPasskeyAttestationAsync(credential);
        if (!attestation.Succeeded)
            return Rejections.PasskeyNotAdded;
        var passkey = attestation.Passkey;
        passkey.Name = NameOf(name, http);
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        if (!(await users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded)
            return Rejections.PasskeyNotAdded;
        db.Mails.Add(await mails.PasskeyChanged(user, passkey.Name, added: true, Client.Of(http)));
        await db.SaveChangesAsync(http.RequestAborted);
        await transaction.CommitAsync(http.RequestAborted);
        audit.PasskeyAdded(user.Id);
        return null;
    }

    public async Task Remove(User user, string? credentialId, HttpContext http)
    {
        if (
            (await Of(user)).FirstOrDefault(passkey => Convert.ToHexString(passkey.CredentialId) == credentialId)
            is not { } passkey
        )
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        await users.RemovePasskeyAsync(user, passkey.CredentialId);
        db.Mails.Add(await mails.PasskeyChanged(user, passkey.Name ?? "Passkey", added: false, Client.Of(http)));
        await db.SaveChangesAsync(http.RequestAborted);
        await transaction.CommitAsync(http.RequestAborted);
        audit.PasskeyRemoved(user.Id);
    }

    /// <summary>The user whose passkey answered.</summary>
    public async Task<Result<User>> Check(string? credential, HttpContext http)
    {
        var attempt = await limiter.Begin(subject: null, http.Connection.RemoteIpAddress);
        if (attempt.Exceeded is not null)
            return Rejections.TooManyAttempts(attempt.Wait);
        if (string.IsNullOrEmpty(credential))
            return Rejections.PasskeyWrong;
        var assertion = await signIn.PerformPasskeyAssertionAsync(credential);
        if (!assertion.Succeeded)
        {
            audit.SignInRefused(null, Rejections.PasskeyWrong.Code);
            return Rejections.PasskeyWrong;
        }
        // Its counter and when it was used.
        await users.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        await attempt.Succeeded();
        return assertion.User;
    }

    private static string NameOf(string? name, HttpContext http) =>
        name?.Trim() is { Length: > 0 } given
            ? given.Length > MaxNameLength
                ? given[..MaxNameLength]
                : given
            : Client.Of(http).Description;
}
