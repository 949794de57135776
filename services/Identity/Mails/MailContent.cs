namespace Portal.Identity.Mails;

/// <summary>What a mail says, in whichever form it is shown.</summary>
/// <param name="Title">Subject and heading.</param>
/// <param name="Reason">Why the recipient gets it.</param>
public sealed record MailContent(MailKind Kind, string Title, IReadOnlyList<string> Paragraphs, string Reason)
{
    /// <summary>Shown large, to be typed.</summary>
    public string? Code { get; init; }

    public MailAction? Action { get; init; }
    public IReadOnlyList<MailFact> Facts { get; init; } = [];

    /// <summary>Something is wrong: the heading says so by its color, too.</summary>
    public bool IsWarning { get; init; }
}

/// <param name="Url">Absolute.</param>
public sealed record MailAction(string Label, string Url);

public sealed record MailFact(string Name, string Value);
