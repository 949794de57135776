namespace Portal.Rules;

/// <summary>The answer to a <see cref="Question"/>.</summary>
/// <param name="Code">One of <see cref="VerdictCode"/>.</param>
/// <param name="Detail">A sentence for the customer, with the facts filled in.</param>
public sealed record Verdict(string Code, string Detail)
{
    public bool Valid => Code == VerdictCode.Valid;

    public static readonly Verdict Good = new(VerdictCode.Valid, "This license is valid here.");
}

/// <summary>What one rule said.</summary>
/// <param name="Detail">Why it failed, or why it was not checked; null if it passed.</param>
public sealed record RuleOutcome(string Code, Outcome Outcome, string? Detail);

public enum Outcome
{
    Passed,
    Failed,

    /// <summary>Nobody asked for it, or what it looks at is not known: neither passed nor failed.</summary>
    NotChecked,
}
