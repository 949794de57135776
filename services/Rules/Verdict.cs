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
/// <param name="Detail">Why it failed; null otherwise.</param>
public sealed record RuleOutcome(string Code, Outcome Outcome, string? Detail);

public enum Outcome
{
    Passed,
    Failed,

    /// <summary>Nothing to look at: the license is not known.</summary>
    Skipped,
}
