using Portal.Licenses.Domain;
using Portal.Rules;

namespace Portal.Licenses.Features.Customer;

/// <summary>A license that its owner should look at.</summary>
/// <param name="Reason">The weightiest of the license's reasons.</param>
/// <param name="Detail">A sentence for the customer.</param>
/// <param name="Action">What helps: renew, contact-vendor or free-slot.</param>
/// <param name="At">The instant that it is about; for slots, now.</param>
/// <param name="License">The row of the list, with all of its reasons.</param>
internal sealed record AttentionItem(
    Guid LicenseId,
    string MaskedKey,
    string ProductName,
    string Reason,
    string Detail,
    string Action,
    DateTimeOffset At,
    string? RenewalUrl,
    LicenseRow License
)
{
    public static AttentionItem Of(License license, Product product, DateTimeOffset now)
    {
        var row = LicenseRow.Of(license, product, now);
        var (detail, action, at) = row.Attention[0] switch
        {
            Attention.Suspended => (
                license.SuspensionReason is { } why ? $"Suspended: {why}." : "Suspended by the vendor.",
                "contact-vendor",
                license.SuspendedAt
            ),
            Attention.Expired => ("Expired. Renew it to use it again.", "renew", license.ExpiresAt),
            Attention.ProductWithdrawn => ($"{product.Name} is no longer offered.", "contact-vendor", now),
            Attention.LimitExceeded => (
                $"{license.UsedSlots} of {license.ActivationLimit} slots are in use.",
                "free-slot",
                now
            ),
            Attention.LimitReached => ($"All {license.ActivationLimit} slots are in use.", "free-slot", now),
            Attention.InGrace => ("Expired, still working in its grace period.", "renew", license.EndsAt),
            Attention.Expiring => ($"Expires in {In(license.ExpiresAt!.Value - now)}.", "renew", license.ExpiresAt),
            Attention.MaintenanceEnding => (
                $"Maintenance ends in {In(license.MaintenanceEndsAt!.Value - now)}. Later releases will not be covered.",
                "renew",
                license.MaintenanceEndsAt
            ),
            Attention.MaintenanceEnded => (
                "Maintenance has ended. Releases until then stay covered.",
                "renew",
                license.MaintenanceEndsAt
            ),
            var reason => throw new InvalidOperationException($"{reason} is nothing to act on."),
        };
        return new(
            license.Id,
            row.MaskedKey,
            product.Name,
            row.Attention[0],
            detail,
            action,
            at ?? now,
            license.Snapshot.RenewalUrl,
            row
        );
    }

    private static string In(TimeSpan time) =>
        time.TotalDays >= 2 ? $"{(int)time.TotalDays} days"
        : time.TotalHours >= 2 ? $"{(int)time.TotalHours} hours"
        : "less than two hours";
}
