namespace Portal.Rules;

/// <summary>Why a rule that did not fail was not checked either, or null if it was.</summary>
internal static class NotCheckedReasons
{
    public static string? NoProduct(Question question, LicenseFacts license) =>
        question.Product is null ? "No product was named." : null;

    public static string? NoEnvironment(Question question, LicenseFacts license) =>
        question.Environment is null ? "No environment was named." : null;

    public static string? NoVersion(Question question, LicenseFacts license)
    {
        if (question.Version is null)
            return "No version was named.";
        // While updates are included, every version that exists is covered.
        var needsRelease = license.MaintenanceEndsAt <= question.Now && question.VersionReleasedAt is null;
        return needsRelease ? $"It is not known when {question.Version} was released." : null;
    }

    public static string? NoEntitlements(Question question, LicenseFacts license) =>
        question.Entitlements.Count == 0 ? "No features were asked for." : null;

    public static string? NoIdentifier(Question question, LicenseFacts license) =>
        question.Identifier is null ? "No device was named." : null;

    public static string? NoHeartbeat(Question question, LicenseFacts license) =>
        question.HeartbeatInterval is null ? "This license does not ask for it."
        : question.Activation is not { DeactivatedAt: null } ? "The device is not active."
        : null;
}
