using Portal.Web.Clients;

namespace Portal.Web;

/// <summary>What happened, and who did it, in words.</summary>
public static class HistoryText
{
    private const string Somebody = "someone in your account";

    public static string What(HistoryEntry entry, IReadOnlyDictionary<Guid, string> names) =>
        entry.Action switch
        {
            "issued" => "License issued",
            "imported" => "License imported",
            "assigned" => Assigned(entry, names),
            "activated" => entry.Device is null ? "First activated" : "Activated",
            "activated-offline" => "Activated offline",
            "deactivated" => "Deactivated",
            "activation-refused" => "Activation refused",
            "activation-imported" => "Device imported",
            "license-file-issued" => "License file issued",
            "file-given-out" => "Downloaded",
            "identifier-blocked" => "Blocked",
            "identifier-unblocked" => "No longer blocked",
            "released" => "No longer in use anywhere",
            "suspended" => "Suspended by the vendor",
            "reinstated" => "Suspension ended",
            "renewed" => "Renewed",
            "expired" => "Expired and stopped working",
            "revoked" => "Revoked by the vendor",
            "limit-changed" => entry.Limit is { } limit
                ? $"Activation limit changed to {limit}"
                : "Activation limit changed",
            "entitlements-changed" => "Included features changed",
            "maintenance-changed" => entry.Until is null ? "End of updates changed" : "Updates included",
            "key-revealed" => "Key revealed",
            _ => ShortText.Words(entry.Action),
        };

    /// <summary>Who did it; null where the rest says so, or nobody is known.</summary>
    public static string? Who(HistoryEntry entry, IReadOnlyDictionary<Guid, string> names) =>
        entry.Action switch
        {
            "key-revealed" => $"By {Person(entry.UserId, names, entry.Detail)}",
            "activated" when entry.Device is null => null,
            "suspended" or "revoked" or "expired" or "issued" => null,
            _ => By(entry.By, entry.UserId, names) is { } by ? char.ToUpperInvariant(by[0]) + by[1..] : null,
        };

    /// <summary>"by the vendor" and the like, for the middle of a sentence.</summary>
    public static string? By(string? actor, Guid? userId, IReadOnlyDictionary<Guid, string> names) =>
        actor switch
        {
            "customer" => $"by {Person(userId, names)}",
            "vendor" => "by the vendor",
            "schedule" => "automatically, because it had not been seen for too long",
            "program" when userId is not null => $"by the software, with a file from {Person(userId, names)}",
            "program" => "by the software",
            _ => null,
        };

    /// <summary>What else is to be said about it; null if nothing is.</summary>
    public static string? More(HistoryEntry entry) =>
        entry.Action switch
        {
            // Who it was is said already.
            "key-revealed" or "license-file-issued" => null,
            "activation-refused" => entry.Detail is { } code ? Refusal(code) : null,
            _ => entry.Detail,
        };

    private static string Refusal(string code) =>
        code switch
        {
            "ACTIVATION_LIMIT_REACHED" => "No slot was free.",
            "activation.wrong-kind" => "The license is for another kind of device.",
            "IDENTIFIER_REQUIRED" => "The software did not say which device it runs on.",
            "IDENTIFIER_BLOCKED" => "The device was blocked.",
            "PRODUCT_MISMATCH" => "The key belongs to another product.",
            _ => $"{VerdictText.OfDevice(false, code)}.",
        };

    private static string Assigned(HistoryEntry entry, IReadOnlyDictionary<Guid, string> names)
    {
        var known = (entry.AssigneeIds ?? []).Select(id => names.GetValueOrDefault(id)).OfType<string>().ToList();
        return known switch
        {
            [] => "Assigned to your account",
            [var only] when entry.AssigneeIds!.Count == 1 => $"Assigned to {only}",
            [var first, ..] =>
                $"Assigned to {first} and {ShortText.Count(entry.AssigneeIds!.Count - 1, "other", "others")}",
        };
    }

    private static string Person(Guid? id, IReadOnlyDictionary<Guid, string> names, string? otherwise = null) =>
        id is { } user && names.TryGetValue(user, out var name) ? name : otherwise ?? Somebody;
}
