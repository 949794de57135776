namespace Portal.Identity.Domain;

/// <summary>Kinds of mail that a user may switch off. Mails about their own sign-in are none of them: these always go.</summary>
internal static class Notification
{
    public const string LicenseEnding = "license-ending",
        LicenseStopped = "license-stopped",
        LicenseRenewed = "license-renewed",
        MaintenanceEnding = "maintenance-ending",
        LimitReached = "limit-reached",
        DeviceChanged = "device-changed",
        NewRelease = "new-release";

    public static readonly IReadOnlyList<string> All =
    [
        LicenseEnding,
        LicenseStopped,
        LicenseRenewed,
        MaintenanceEnding,
        LimitReached,
        DeviceChanged,
        NewRelease,
    ];
}
