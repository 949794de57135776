namespace Portal.Rules;

/// <summary>
/// The rules of a valid license, in their order; the first that fails decides. The vendor's software, the activation endpoint
/// and the portal's diagnostics all ask here.
/// </summary>
public static class Verdicts
{
    private sealed record Rule(
        string Code,
        Func<Question, LicenseFacts, string?> Failure,
        Func<Question, LicenseFacts, string?>? Unasked = null,
        bool BeforeActivation = true
    );

    private static readonly Rule[] Rules =
    [
        new(VerdictCode.ProductInactive, LicenseRules.ProductInactive),
        new(VerdictCode.ProductMismatch, LicenseRules.ProductMismatch, NotCheckedReasons.NoProduct),
        new(VerdictCode.EnvironmentMismatch, LicenseRules.EnvironmentMismatch, NotCheckedReasons.NoEnvironment),
        new(VerdictCode.NotAssigned, LicenseRules.NotAssigned),
        new(VerdictCode.Revoked, LicenseRules.Revoked),
        new(VerdictCode.Suspended, LicenseRules.Suspended),
        new(VerdictCode.Expired, LicenseRules.Expired),
        new(VerdictCode.VersionNotCovered, LicenseRules.VersionNotCovered, NotCheckedReasons.NoVersion),
        new(VerdictCode.EntitlementsMissing, LicenseRules.EntitlementsMissing, NotCheckedReasons.NoEntitlements),
        new(VerdictCode.IdentifierRequired, DeviceRules.IdentifierRequired),
        new(VerdictCode.IdentifierBlocked, DeviceRules.IdentifierBlocked, NotCheckedReasons.NoIdentifier),
        new(
            VerdictCode.NotActivated,
            DeviceRules.NotActivated,
            NotCheckedReasons.NoIdentifier,
            BeforeActivation: false
        ),
        new(
            VerdictCode.HeartbeatMissed,
            DeviceRules.HeartbeatMissed,
            NotCheckedReasons.NoHeartbeat,
            BeforeActivation: false
        ),
        new(VerdictCode.LimitExceeded, DeviceRules.LimitExceeded, BeforeActivation: false),
    ];

    private static readonly Verdict Unknown = new(
        VerdictCode.NotFound,
        "This key is not known. Check for typing errors."
    );

    /// <summary>Is the license valid here, now?</summary>
    public static Verdict Decide(Question question) => First(question, static _ => true);

    /// <summary>May a new device be activated, as far as anything but a free slot decides it?</summary>
    public static Verdict DecideActivation(Question question) => First(question, static rule => rule.BeforeActivation);

    /// <summary>Is the license itself in order, wherever it is used? For a page about the license without a device.</summary>
    public static Verdict DecideLicense(LicenseFacts license, DateTimeOffset now) =>
        DecideOnAnyDevice(new Question { License = license, Now = now }) is { Valid: false } refusal
            ? refusal
            : new Verdict(VerdictCode.Valid, "Nothing about the license itself stands in the way of using it.");

    /// <summary>Would the license be valid on some device that may use it? Whatever the question says of a device is ignored.</summary>
    public static Verdict DecideOnAnyDevice(Question question) =>
        DecideActivation(question with { Identifier = "any", IdentifierBlocked = false });

    /// <summary>Every rule with its outcome.</summary>
    public static IReadOnlyList<RuleOutcome> Explain(Question question)
    {
        var license = question.License;
        var known = new RuleOutcome(
            VerdictCode.NotFound,
            license is null ? Outcome.Failed : Outcome.Passed,
            license is null ? Unknown.Detail : null
        );
        return [known, .. Rules.Select(rule => Explain(rule, question, license))];
    }

    /// <summary>The refusal of an activation for which everything is in order but a free slot.</summary>
    /// <param name="freeAgainAt">When a slot that only a license file holds is free again; null: there is none.</param>
    public static Verdict LimitReached(int used, int limit, DateTimeOffset? freeAgainAt = null) =>
        new(
            VerdictCode.ActivationLimitReached,
            $"{used} of {limit} slots are in use. Deactivate a device that you no longer need, then activate again."
                + (freeAgainAt is { } at ? $" A slot is free again on {LicenseRules.Day(at)}." : "")
        );

    private static RuleOutcome Explain(Rule rule, Question question, LicenseFacts? license)
    {
        if (license is null)
            return new(rule.Code, Outcome.NotChecked, "The key is not known.");
        if (rule.Failure(question, license) is { } failure)
            return new(rule.Code, Outcome.Failed, failure);
        return rule.Unasked?.Invoke(question, license) is { } reason
            ? new(rule.Code, Outcome.NotChecked, reason)
            : new(rule.Code, Outcome.Passed, null);
    }

    private static Verdict First(Question question, Func<Rule, bool> counts)
    {
        if (question.License is not { } license)
            return Unknown;
        foreach (var rule in Rules)
        {
            if (counts(rule) && rule.Failure(question, license) is { } failure)
                return new Verdict(rule.Code, failure);
        }
        return Verdict.Good;
    }
}
