using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Identity.Mails;
using Portal.ServiceDefaults;

namespace Portal.Identity.SignIns;

/// <summary>
/// Mails codes and takes them back. Whoever asks learns nothing about the address: page, cookie, work and time are the same
/// whether somebody has it or not.
/// </summary>
internal sealed class EmailCodes(
    IdentityDb db,
    UserManager<User> users,
    SecurityMails mails,
    SignInLimiter limiter,
    TimeProvider clock,
    Audit audit
)
{
    /// <summary>What a browser holds of a code that was mailed: its id and a secret.</summary>
    internal sealed record Ticket(Guid Id, string Secret)
    {
        public override string ToString() => $"{Id:N}.{Secret}";

        public static Ticket? Parse(string? text) =>
            text?.Split('.') is [var id, { Length: > 0 and < 100 } secret] && Guid.TryParseExact(id, "N", out var guid)
                ? new(guid, secret)
                : null;
    }

    /// <returns>The ticket of the browser that asks.</returns>
    public async Task<Result<Ticket>> Send(string email, CodePurpose purpose, string? returnUrl, HttpContext http)
    {
        var (time, cancellationToken) = (new AnswerTime(clock), http.RequestAborted);
        var attempt = await limiter.Begin($"code {users.NormalizeEmail(email)}", http.Connection.RemoteIpAddress);
        if (attempt.Exceeded is not null)
        {
            audit.TooManyAttempts(attempt.Exceeded);
            return Rejections.TooManyAttempts(attempt.Wait);
        }
        var user = EmailAddress.TryParse(email, out var address) ? await users.FindByEmailAsync(address.Value) : null;
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var (browser, link) = (new Ticket(id, Secret()), new Ticket(id, Secret()));
        db.EmailCodes.Add(
            new EmailCode
            {
                Id = id,
                UserId = user?.Id,
                Purpose = purpose,
                CodeHash = EmailCode.Hash(id, code),
                BrowserHash = EmailCode.Hash(id, browser.Secret),
                LinkHash = EmailCode.Hash(id, link.Secret),
                ReturnUrl = returnUrl is { Length: <= 4096 } ? returnUrl : null,
                ExpiresAt = now + EmailCode.Lifetime,
            }
        );
        if (user is not null)
            db.Mails.Add(await mails.Code(user, purpose, code, link));
        await db.SaveChangesAsync(cancellationToken);
        await time.Rest(cancellationToken);
        return browser;
    }

    /// <summary>The code that a ticket is of, whether it still works or not; null if there is none.</summary>
    public async Task<EmailCode?> Find(Ticket? ticket, CancellationToken cancellationToken)
    {
        if (ticket is null)
            return null;
        var code = await db
            .EmailCodes.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == ticket.Id, cancellationToken);
        return code is not null && IsOf(code, ticket) ? code : null;
    }

    /// <summary>The user whose code it is. A wrong code is a try; what is no code at all, or too late, is none.</summary>
    public async Task<Result<User>> Redeem(Ticket? ticket, string? text, CodePurpose purpose, HttpContext http)
    {
        var (time, now, cancellationToken) = (new AnswerTime(clock), clock.GetUtcNow(), http.RequestAborted);
        var known = await Find(ticket, cancellationToken);
        if (known is null || known.Purpose != purpose || known.IsOver(now))
            return Rejections.CodeOver;
        if (EmailCode.Read(text) is not { } typed)
            return Rejections.CodeMalformed;
        // One statement, so that guesses sent in parallel are all counted.
        var mayTry = await db
            .EmailCodes.Where(row => row.Id == known.Id && row.UsedAt == null && row.Tries < EmailCode.MaxTries)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Tries, row => row.Tries + 1), cancellationToken);
        if (mayTry == 0)
            return Rejections.CodeOver;
        if (!known.Matches(typed) || known.UserId is not { } userId)
        {
            await Record(known, Client.Of(http), cancellationToken);
            await time.Rest(cancellationToken);
            return Rejections.CodeWrong;
        }
        var isFirst = await db
            .EmailCodes.Where(row => row.Id == known.Id && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancellationToken);
        if (isFirst == 0 || await users.FindByIdAsync(userId.ToString()) is not { } user)
            return Rejections.CodeOver;
        return user;
    }

    private async Task Record(EmailCode code, Client client, CancellationToken cancellationToken)
    {
        if (code.UserId is not { } userId)
            return;
        var method = code.Purpose == CodePurpose.SignIn ? SignInMethod.EmailCode : SignInMethod.PasswordReset;
        db.SignIns.Add(client.Attempt(userId, method, Rejections.CodeWrong, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
    }

    private static bool IsOf(EmailCode code, Ticket ticket)
    {
        var hash = EmailCode.Hash(ticket.Id, ticket.Secret);
        return CryptographicOperations.FixedTimeEquals(hash, code.BrowserHash)
            || CryptographicOperations.FixedTimeEquals(hash, code.LinkHash);
    }

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
