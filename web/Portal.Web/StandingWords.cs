using Portal.Web.Clients;
using Portal.Web.Design;
using static Portal.Web.Standing;

namespace Portal.Web;

/// <summary>The words of <see cref="Standing"/> for each reason.</summary>
internal static class StandingWords
{
    public static Standing Of(string reason, LicenseRow license, DateTimeOffset now, int blockedDevices) =>
        reason switch
        {
            Unassigned => new(
                reason,
                Tone.Neutral,
                "Not assigned",
                "This license has no owner yet.",
                "",
                Remedy.Contact
            ),
            NotActivated => Warn(
                reason,
                "Not activated",
                "Not activated on any device.",
                ToActivate(license),
                license.Downloadable ? Remedy.Download : Remedy.ShowKey
            ),
            Expiring => Warn(
                reason,
                "Expiring",
                $"Expires on {When}, in {Left(license.ExpiresAt, now)}.",
                WhenItExpires(license),
                Remedy.Renew
            ) with
            {
                At = license.ExpiresAt,
                Until = license.EndsAt,
            },
            InGrace => Warn(
                reason,
                "In grace",
                $"Expired on {When}. Works until {End}.",
                StopsAfterGrace(license),
                Remedy.Renew
            ) with
            {
                At = license.ExpiresAt,
                Until = license.EndsAt,
            },
            LimitReached => Warn(
                reason,
                "No free slot",
                AllSlots(license.ActivationLimit ?? 0),
                "Free one to use it on another device.",
                Remedy.FreeSlot
            ),
            BlockedDevice => Warn(
                reason,
                "Device blocked",
                blockedDevices == 1 ? "1 device is blocked." : $"{blockedDevices} devices are blocked.",
                "The software does not work there until the block is lifted.",
                Remedy.Contact
            ),
            MaintenanceEnding => Warn(
                reason,
                "Updates ending",
                $"Updates end on {When}, in {Left(license.MaintenanceEndsAt, now)}.",
                "Versions released after that are not included.",
                Remedy.Renew
            ) with
            {
                At = license.MaintenanceEndsAt,
            },
            MaintenanceEnded => Warn(
                reason,
                "Updates ended",
                $"Updates ended on {When}.",
                "Versions released until then stay yours.",
                Remedy.Renew
            ) with
            {
                At = license.MaintenanceEndsAt,
            },
            LimitExceeded => Bad(
                reason,
                "Over its limit",
                $"{license.UsedSlots} of {license.ActivationLimit} slots are in use.",
                $"The software works on no device until you free {Count(license.UsedSlots - license.ActivationLimit ?? 0, "slot", "slots")}.",
                Remedy.FreeSlot
            ),
            ProductWithdrawn => Bad(
                reason,
                "Not offered",
                $"{license.Product.Name} is no longer offered.",
                "The software does not accept this license.",
                Remedy.Contact
            ),
            Expired => Bad(reason, "Expired", $"Expired on {When}.", StoppedByExpiry(license), Remedy.Renew) with
            {
                At = license.ExpiresAt,
            },
            Suspended => Bad(
                reason,
                "Suspended",
                Suspension(license),
                StoppedBySuspension(license),
                Remedy.Contact
            ) with
            {
                At = license.SuspendedAt,
            },
            Revoked => Bad(reason, "Revoked", $"Revoked on {When}. It cannot be used again.", "", Remedy.Contact) with
            {
                At = license.RevokedAt,
            },
            _ => new(reason, Tone.Info, ShortText.Words(reason), ShortText.Words(reason) + ".", "", Remedy.Contact),
        };

    /// <summary>Nothing needs attention.</summary>
    public static Standing InOrder(LicenseRow license)
    {
        var expires = license.ExpiresAt is { } at && !TimeText.IsNever(at) ? $" Expires on {When}." : "";
        var (sentence, note) = license.ActivationLimit is { } limit
            ? (
                $"Ready to use on {Count(limit - license.UsedSlots, "more device", "more devices")}.",
                $"{license.UsedSlots} of {limit} slots are in use."
            )
            : ("Ready to use.", $"In use on {Devices(license)}, without a limit.");
        var next = license.Downloadable ? Remedy.Download : Remedy.None;
        return new(Ready, Tone.Ok, "Active", sentence, note + expires, next) { At = license.ExpiresAt };
    }

    private static Standing Warn(string reason, string badge, string sentence, string note, Remedy remedy) =>
        new(reason, Tone.Warn, badge, sentence, note, remedy);

    private static Standing Bad(string reason, string badge, string sentence, string note, Remedy remedy) =>
        new(reason, Tone.Bad, badge, sentence, note, remedy);

    private static string Suspension(LicenseRow license) =>
        license.SuspensionReason?.Trim().TrimEnd('.') is { Length: > 0 } reason
            ? $"Suspended: {reason}."
            : "Suspended by the vendor.";

    private static string StoppedBySuspension(LicenseRow license) =>
        license.UsedSlots == 0
            ? $"Since {When}, it cannot be used. Nothing is lost: it works again once the suspension ends."
            : $"Since {When}, it does not work on {ItsDevices(license)}. It works there again once the suspension ends.";

    private static string StoppedByExpiry(LicenseRow license) =>
        license.UsedSlots == 0
            ? "Renew it to use it again."
            : $"It no longer works on {ItsDevices(license)}. It works there again once it is renewed.";

    private static string StopsAfterGrace(LicenseRow license) =>
        license.UsedSlots == 0
            ? "Renew it before then to keep it."
            : $"Renew it before then, or it stops on {ItsDevices(license)}.";

    private static string WhenItExpires(LicenseRow license) =>
        license.EndsAt > license.ExpiresAt ? $"After that, it works until {End}." : "After that, it stops working.";

    private static string AllSlots(int limit) =>
        limit switch
        {
            0 => "It has no slots.",
            1 => "Its only slot is in use.",
            _ => $"All {limit} slots are in use.",
        };

    private static string ToActivate(LicenseRow license) =>
        license.Downloadable
            ? "Install the software and enter the license key there."
            : "Enter the license key in the software. Downloads open with the first activation.";

    private static string ItsDevices(LicenseRow license) =>
        license.UsedSlots == 1 ? "its device" : $"its {Devices(license)}";

    private static string Devices(LicenseRow license) => Count(license.UsedSlots, "device", "devices");

    private static string Left(DateTimeOffset? at, DateTimeOffset now) =>
        (at - now) switch
        {
            { TotalDays: >= 1 } left => Count((int)left.TotalDays, "day", "days"),
            { TotalHours: >= 1 } left => Count((int)left.TotalHours, "hour", "hours"),
            _ => "less than an hour",
        };

    private static string Count(int count, string one, string many) => ShortText.Count(count, one, many);
}
