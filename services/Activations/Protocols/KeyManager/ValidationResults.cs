using Portal.Activations.Domain;
using Portal.Activations.Validation;
using Portal.Rules;

namespace Portal.Activations.Protocols.KeyManager;

internal static class ValidationResults
{
    /// <summary>No such license for this caller: unknown, or of another product or environment.</summary>
    public static bool IsForeign(this ValidationResult result) =>
        !result.Verdict.Valid
        && Verdicts
            .Explain(result.Question)
            .Any(rule =>
                rule
                    is {
                        Outcome: Outcome.Failed,
                        Code: VerdictCode.NotFound or VerdictCode.ProductMismatch or VerdictCode.EnvironmentMismatch
                    }
            );

    /// <summary>The license; null if the caller must not see it.</summary>
    public static LicenseCopy? Shown(this ValidationResult result) =>
        result.IsForeign() ? null : result.License?.License;

    /// <summary>The verdict on the license itself, regardless of the device.</summary>
    public static Verdict Anywhere(this ValidationResult result) => Verdicts.DecideOnAnyDevice(result.Question);

    /// <summary>Answers for a foreign license exactly as for one that does not exist.</summary>
    public static Reply Denied(this ValidationResult result, KeyManagerCall call) =>
        Reply.Of(Verdicts.Decide(result.Question with { License = null }), call, null, null);
}
