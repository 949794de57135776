using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Mails;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Identity.Jobs;

/// <summary>
/// Sends the mails that are due, each in a transaction of its own that locks it: replicas share the work, and what the server
/// refuses holds up nothing else. While the server is away everything waits.
///
/// A crash between the server's "250" and the commit sends that one mail again, under the same Message-ID; nothing else can make
/// a mail go twice, and none is lost.
/// </summary>
internal sealed partial class SendMails(
    IServiceScopeFactory scopes,
    MailTransport transport,
    CommitSignal signal,
    TimeProvider clock,
    ILogger<SendMails> logger
) : PeriodicJob(clock, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(5);

    protected override Task WaitForNext(CancellationToken cancellationToken) =>
        signal.Wait(Interval, cancellationToken);

    protected override async Task Run(CancellationToken cancellationToken)
    {
        if (!transport.IsConfigured || !await IsAnyDue(cancellationToken))
            return;
        await using var connection = await transport.Open(cancellationToken);
        while (!cancellationToken.IsCancellationRequested && await SendNext(connection, cancellationToken)) { }
    }

    private async Task<bool> IsAnyDue(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = Clock.GetUtcNow();
        return await scope
            .ServiceProvider.GetRequiredService<IdentityDb>()
            .Mails.AnyAsync(mail => mail.DueAt <= now, cancellationToken);
    }

    private async Task<bool> SendNext(IMailConnection connection, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var now = Clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var mail = await db
            .Mails.FromSql($"SELECT * FROM mails WHERE due_at <= {now} ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED")
            .SingleOrDefaultAsync(cancellationToken);
        if (mail is null)
            return false;
        try
        {
            // A stop of the process waits for this mail: cut off, it might go twice.
            await connection.Send(transport.Message(mail), CancellationToken.None);
            mail.Sent(now);
        }
        catch (Exception refusal) when (IsAboutThisMail(refusal))
        {
            mail.Refused(refusal is not SmtpCommandException { StatusCode: < (SmtpStatusCode)500 }, now);
            LogRefusal(mail.Id, mail.Kind, mail.FailedAt is not null, refusal.GetType().Name);
        }
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>The server took the connection and refuses the sender, the recipient or the content; or there is no such address.</summary>
    private static bool IsAboutThisMail(Exception exception) =>
        exception
            is SmtpCommandException
                {
                    ErrorCode: SmtpErrorCode.RecipientNotAccepted
                        or SmtpErrorCode.SenderNotAccepted
                        or SmtpErrorCode.MessageNotAccepted
                }
                or FormatException
                or MimeKit.ParseException;

    [LoggerMessage(LogLevel.Warning, "The mail server refused mail {MailId} ({Kind}), given up: {GivenUp}; {Reason}")]
    private partial void LogRefusal(Guid mailId, MailKind kind, bool givenUp, string reason);
}
