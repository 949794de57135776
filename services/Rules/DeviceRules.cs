using static Portal.Rules.LicenseRules;

namespace Portal.Rules;

/// <summary>Rules about the device or domain that asks. Each says why it fails, or null.</summary>
internal static class DeviceRules
{
    public static string? IdentifierRequired(Question question, LicenseFacts license) =>
        question.Identifier is null ? "The program did not say which device it runs on." : null;

    public static string? IdentifierBlocked(Question question, LicenseFacts license) =>
        question.IdentifierBlocked ? "This device is blocked." : null;

    public static string? NotActivated(Question question, LicenseFacts license) =>
        question.Activation switch
        {
            { DeactivatedAt: null } => null,
            // Which device it is, is asked before.
            _ when question.Identifier is null => null,
            _ when question.HardwareChanged =>
                "Not activated on this device: it looks like one that is activated, but its hardware has changed.",
            { DeactivatedAt: { } at, DeactivatedRemotely: true } =>
                $"Not activated on this device: it was deactivated remotely on {Day(at)}.",
            { DeactivatedAt: { } at } => $"Not activated on this device: it was deactivated on {Day(at)}.",
            null => "Not activated on this device.",
        };

    public static string? HeartbeatMissed(Question question, LicenseFacts license) =>
        question.HeartbeatInterval is { } interval
        && question.Activation is { DeactivatedAt: null } activation
        && question.Now - activation.SeenAt > interval
            ? $"Last seen {Day(activation.SeenAt)}; must be seen every {Span(interval)}."
            : null;

    public static string? LimitExceeded(Question question, LicenseFacts license) =>
        license.UsedSlots > license.ActivationLimit
            ? $"{license.UsedSlots} of {license.ActivationLimit} slots in use."
            : null;

    private static string Span(TimeSpan interval) =>
        interval.TotalHours >= 48 ? $"{interval.TotalDays:0} days"
        : interval.TotalMinutes >= 120 ? $"{interval.TotalHours:0} hours"
        : $"{interval.TotalMinutes:0} minutes";
}
