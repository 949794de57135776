using System.Text.Json.Serialization;

namespace Portal.Licensing.Domain;

/// <summary>Something about a license that its owner should look at.</summary>
/// <param name="Reason">expired, suspended, expiring, limit-reached or maintenance-ending.</param>
/// <param name="Detail">A sentence for the customer.</param>
/// <param name="Action">What helps: renew, contact-vendor or free-slot.</param>
/// <param name="At">The instant that it is about; for a reached limit, now.</param>
internal sealed record Attention(Guid LicenseId, string MaskedKey, string ProductName, string Reason, string Detail, string Action, DateTimeOffset At, string? RenewalUrl)
{
    /// <summary>Longer expired than this is history, not news.</summary>
    public static readonly TimeSpan Recently = TimeSpan.FromDays(90);

    /// <summary>What ends within this time is announced.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>0 is most urgent.</summary>
    [JsonIgnore]
    public int Urgency => Reason switch { "expired" => 0, "suspended" => 1, "expiring" => 2, "limit-reached" => 3, _ => 4 };

    /// <summary>The most urgent reason, or null if all is well.</summary>
    public static Attention? Of(License license, Product product, DateTimeOffset now)
    {
        Attention Because(string reason, string detail, string action, DateTimeOffset at) =>
            new(license.Id, LicenseKey.Mask(license.Key), product.Name, reason, detail, action, at, license.RenewalUrl);

        if (license.RevokedAt is not null)
            return null;
        if (license.SuspendedAt is { } suspended)
            return Because("suspended", license.SuspensionReason is { } why ? $"Suspended: {why}." : "Suspended by the vendor.", "contact-vendor", suspended);
        if (license.EndsAt <= now)
            return now - license.EndsAt < Recently ? Because("expired", "Expired. Renew it to use it again.", "renew", license.ExpiresAt!.Value) : null;
        if (license.ExpiresAt is { } expiry && expiry - now <= Soon)
            return Because("expiring", expiry <= now ? "Expired, still working in its grace period." : $"Expires in {In(expiry - now)}.", "renew", expiry);
        if (license.UsedSlots >= license.ActivationLimit)
            return Because("limit-reached", $"All {license.ActivationLimit} slots are in use.", "free-slot", now);
        if (license.MaintenanceEndsAt is { } covered && covered > now && covered - now <= Soon)
            return Because("maintenance-ending", $"Maintenance ends in {In(covered - now)}. Later releases will not be covered.", "renew", covered);
        return null;
    }

    private static string In(TimeSpan time) =>
        time.TotalDays >= 2 ? $"{(int)time.TotalDays} days" : time.TotalHours >= 2 ? $"{(int)time.TotalHours} hours" : "less than two hours";
}
