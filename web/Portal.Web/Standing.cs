using Portal.Web.Clients;
using Portal.Web.Design;

namespace Portal.Web;

/// <summary>What helps next.</summary>
public enum Remedy
{
    None,
    Download,
    ShowKey,
    Renew,
    FreeSlot,
    Contact,
}

/// <summary>
/// Where a license stands, in words: the only place that says so. The status sentence, the badges of lists and the account's health
/// are all made of it and cannot disagree. Green only if nothing needs attention.
/// </summary>
/// <param name="Sentence">With <see cref="When"/> for <see cref="At"/> and <see cref="End"/> for <see cref="Until"/>: dates are the reader's.</param>
/// <param name="Note">What it means, in the same form; may be empty.</param>
public sealed record Standing(string Reason, Tone Tone, string Badge, string Sentence, string Note, Remedy Remedy)
{
    public const string Ready = "ready",
        Unassigned = "unassigned",
        NotActivated = "not-activated",
        BlockedDevice = "blocked-device",
        ProductWithdrawn = "product-withdrawn",
        LimitExceeded = "limit-exceeded",
        InGrace = "in-grace",
        Expiring = "expiring",
        LimitReached = "limit-reached",
        MaintenanceEnding = "maintenance-ending",
        MaintenanceEnded = "maintenance-ended",
        Suspended = "suspended",
        Expired = "expired",
        Revoked = "revoked";

    public const string When = "\u0001",
        End = "\u0002";

    public DateTimeOffset? At { get; init; }
    public DateTimeOffset? Until { get; init; }

    /// <summary>What else needs attention, less weighty.</summary>
    public IReadOnlyList<Standing> Also { get; init; } = [];

    /// <summary>It can no longer be prevented: something has stopped.</summary>
    public bool HasStopped => Tone == Tone.Bad || Reason is BlockedDevice or MaintenanceEnded;

    /// <summary>The verdict that the software gets, for support; null where it gets none.</summary>
    public string? Code =>
        Reason switch
        {
            Unassigned => "NOT_ASSIGNED",
            NotActivated => "NOT_ACTIVATED",
            BlockedDevice => "IDENTIFIER_BLOCKED",
            ProductWithdrawn => "PRODUCT_INACTIVE",
            LimitExceeded => "LIMIT_EXCEEDED",
            LimitReached => "ACTIVATION_LIMIT_REACHED",
            MaintenanceEnded => "VERSION_NOT_COVERED",
            Suspended => "SUSPENDED",
            Expired => "EXPIRED",
            Revoked => "REVOKED",
            _ => null,
        };

    /// <param name="blockedDevices">As Activation counts them; License does not know.</param>
    public static Standing Of(LicenseRow license, DateTimeOffset now, int blockedDevices = 0)
    {
        var concerns = Reasons(license, blockedDevices)
            .Select(reason => StandingWords.Of(reason, license, now, blockedDevices))
            .ToList();
        return concerns is [var first, .. var others] ? first with { Also = others } : StandingWords.InOrder(license);
    }

    /// <summary>The sentence as text; pages show its dates as elements of their own.</summary>
    public string Text(TimeZoneInfo zone) =>
        Sentence
            .Replace(When, Day(At, zone), StringComparison.Ordinal)
            .Replace(End, Day(Until, zone), StringComparison.Ordinal);

    private static string Day(DateTimeOffset? at, TimeZoneInfo zone) =>
        at is { } day ? TimeText.Of(day, TimeFormat.Date, zone, day) : "";

    private static List<string> Reasons(LicenseRow license, int blockedDevices)
    {
        if (license.State == LicenseState.Available)
            return [Unassigned];
        // Without them in the answer of a License of before, the state itself is the reason.
        List<string> reasons =
        [
            .. license.Attention ?? (license.Works ? [] : [license.State.ToString().ToLowerInvariant()]),
        ];
        if (!license.Works)
            return reasons;
        if (blockedDevices > 0)
            reasons.Insert(
                reasons.TakeWhile(reason => reason is not (MaintenanceEnding or MaintenanceEnded)).Count(),
                BlockedDevice
            );
        if (license.UsedSlots == 0)
            reasons.Add(NotActivated);
        return reasons;
    }
}
