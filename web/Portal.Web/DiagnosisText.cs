using Portal.Web.Clients;

namespace Portal.Web;

/// <summary>A diagnosis in words: what is true on the device now, and what to do.</summary>
public static class DiagnosisText
{
    private const string NotActivated = "NOT_ACTIVATED",
        LimitReached = "ACTIVATION_LIMIT_REACHED",
        WrongKind = "activation.wrong-kind";

    /// <summary>The one code that the customer has to solve.</summary>
    public static string Code(Diagnosis diagnosis) =>
        diagnosis is { Code: NotActivated, Activating: { Allowed: false } refused } ? refused.Code : diagnosis.Code;

    public static string Title(Diagnosis diagnosis) =>
        Code(diagnosis) switch
        {
            LimitReached =>
                $"No free slot: {diagnosis.Activating!.UsedSlots} of {diagnosis.Activating.ActivationLimit} in use",
            WrongKind => "This license cannot be activated there",
            var code => VerdictText.OfDevice(diagnosis.Valid, code),
        };

    /// <summary>Why, in a sentence; null if the title says it all.</summary>
    public static string? Why(Diagnosis diagnosis) =>
        Code(diagnosis) switch
        {
            LimitReached => null,
            NotActivated => diagnosis.Deactivated is null && diagnosis.Activating is null ? diagnosis.Detail : null,
            var code when code == diagnosis.Code => diagnosis.Detail,
            _ => diagnosis.Activating!.Detail,
        };

    /// <summary>The next step, which is sure to work; null if there is none.</summary>
    public static string? Advice(Diagnosis diagnosis) =>
        Code(diagnosis) switch
        {
            LimitReached => "Free a slot, then activate in the software again.",
            // Only where activating would be allowed.
            NotActivated => diagnosis.Activating is { Allowed: true }
                ? $"{Free(diagnosis.Activating)} Enter the key in the software there to activate it."
                : null,
            var code => VerdictText.Advice(code),
        };

    /// <summary>The rules to be shown at once: what else failed, and what could not be checked although it was asked.</summary>
    public static IReadOnlyList<RuleOutcome> Notable(Diagnosis diagnosis, string? version) =>
        [
            .. diagnosis.Rules.Where(rule =>
                (rule.Outcome == "failed" && rule.Code != diagnosis.Code && rule.Code != Code(diagnosis))
                || IsUnknownVersion(rule, version)
            ),
        ];

    /// <summary>What the folded list is called.</summary>
    public static string Folded(Diagnosis diagnosis)
    {
        var (passed, failed) = (
            diagnosis.Rules.Count(rule => rule.Outcome == "passed"),
            diagnosis.Rules.Count(rule => rule.Outcome == "failed")
        );
        var open = diagnosis.Rules.Count - passed - failed;
        string?[] parts =
        [
            $"{ShortText.Count(passed, "check", "checks")} passed",
            failed > 0 ? $"{failed} failed" : null,
            open > 0 ? $"{open} not checked" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static string Free(Activating activating) =>
        activating.ActivationLimit is { } limit && limit > activating.UsedSlots
            ? $"{ShortText.Count(limit - activating.UsedSlots, "slot is", "slots are")} free."
            : "It can be activated.";

    private static bool IsUnknownVersion(RuleOutcome rule, string? version) =>
        version is not null && rule is { Code: "VERSION_NOT_COVERED", Outcome: not ("passed" or "failed") };
}
