using Portal.Rules;

namespace Portal.Licenses.Domain;

internal static class RuleFacts
{
    /// <summary>A license as the rule engine sees it.</summary>
    public static LicenseFacts Facts(this License license, Product product) =>
        new()
        {
            ProductActive = product.Active,
            ProductSlug = product.Slug,
            ProductName = product.Name,
            HasOwner = license.AccountId is not null,
            UsedSlots = license.UsedSlots,
            ActivationLimit = license.ActivationLimit,
            SuspendedAt = license.SuspendedAt,
            SuspensionReason = license.SuspensionReason,
            RevokedAt = license.RevokedAt,
            ExpiresAt = license.ExpiresAt,
            GraceDays = license.Snapshot.GraceDays,
            MaintenanceEndsAt = license.MaintenanceEndsAt,
            MaxMajorVersion = license.Snapshot.MaxMajorVersion,
            Environment = license.Snapshot.Environment,
            Entitlements = [.. license.Entitlements.Select(feature => feature.Name)],
        };
}
