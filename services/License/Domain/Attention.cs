using System.Text.Json.Serialization;

namespace Portal.Licensing.Domain;

/// <summary>Something about a license that its owner should look at.</summary>
/// <param name="Reason">expired, suspended, expiring or limit-reached.</param>
/// <param name="At">The instant that it is about; for a reached limit, now.</param>
internal sealed record Attention(Guid LicenseId, string MaskedKey, string ProductName, string Reason, string Detail, DateTimeOffset At, string? RenewalUrl)
{
    /// <summary>Longer expired than this is history, not news.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromDays(90);
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>0 is most urgent.</summary>
    [JsonIgnore]
    public int Urgency => Reason switch { "expired" => 0, "suspended" => 1, "expiring" => 2, _ => 3 };

    /// <summary>The most urgent reason, or null if all is well.</summary>
    public static Attention? Of(License license, Product product, DateTimeOffset now)
    {
        Attention Because(string reason, string detail, DateTimeOffset at) =>
            new(license.Id, LicenseKey.Mask(license.Key), product.Name, reason, detail, at, license.RenewalUrl);

        if (license.RevokedAt is not null)
            return null;
        if (license.SuspendedAt is { } suspended)
            return Because("suspended", license.SuspensionReason is { } why ? $"Suspended: {why}." : "Suspended by the vendor.", suspended);
        if (license.EndsAt <= now)
            return now - license.EndsAt < Recently ? Because("expired", "Expired. Renew it to use it again.", license.ExpiresAt!.Value) : null;
        if (license.ExpiresAt is { } expiry && expiry - now <= Soon)
            return Because("expiring", expiry <= now ? "Expired, still working in its grace period." : $"Expires in {In(expiry - now)}.", expiry);
        if (license.UsedSlots >= license.ActivationLimit)
            return Because("limit-reached", $"All {license.ActivationLimit} slots are in use.", now);
        return null;
    }

    private static string In(TimeSpan time) =>
        time.TotalDays >= 2 ? $"{(int)time.TotalDays} days" : time.TotalHours >= 2 ? $"{(int)time.TotalHours} hours" : "less than two hours";
}
