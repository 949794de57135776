namespace Portal.Identity.Mails;

/// <summary>A mail to one person. Stored in the transaction of its cause, sent by <see cref="Jobs.SendMails"/>.</summary>
internal sealed class Mail
{
    /// <summary>Also the left part of the Message-ID: a mail that is sent again after a crash is recognised as the same one.</summary>
    public required Guid Id { get; init; }

    public required MailKind Kind { get; init; }
    public Guid? UserId { get; init; }
    public required string Address { get; init; }
    public required string Name { get; init; }
    public required string Subject { get; init; }

    /// <summary>Emptied when the mail has been sent or given up: it may hold a code.</summary>
    public required string Text { get; set; }

    /// <inheritdoc cref="Text"/>
    public required string Html { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is due; null once it was sent or given up.</summary>
    public required DateTimeOffset? DueAt { get; set; }

    /// <summary>How often the server refused it.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>When it was given up: the server refused it for good, or for too long.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    public void Sent(DateTimeOffset now) => (SentAt, DueAt, Text, Html) = (now, null, "", "");

    /// <summary>Tries again later, each time twice as late; gives up when the server refuses for good or the mail is too old.</summary>
    public void Refused(bool forGood, DateTimeOffset now)
    {
        Attempts++;
        if (forGood || now - CreatedAt > MailRetries.MaxAge)
            (FailedAt, DueAt, Text, Html) = (now, null, "", "");
        else
            DueAt = now + MailRetries.After(Attempts);
    }
}

public enum MailKind
{
    SignInCode,
    ResetPassword,
    NewDevice,
    PasswordChanged,
    LockedOut,
    SecondFactorChanged,
    PasskeyChanged,
}

internal static class MailRetries
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30),
        Max = TimeSpan.FromHours(4);

    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(3);

    public static TimeSpan After(int attempts) =>
        attempts > 10 ? Max : TimeSpan.FromTicks(Math.Min(Max.Ticks, First.Ticks << (attempts - 1)));
}
