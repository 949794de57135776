using Portal.Contracts.Licensing.V1;
using Portal.Rules;

namespace Portal.Licenses.Domain;

/// <summary>Licenses and products as events: their whole state, without the key.</summary>
internal static class Events
{
    public static LicenseChanged ToEvent(this License license) =>
        new()
        {
            LicenseId = license.Id,
            Version = license.Version,
            ChangedAt = license.ChangedAt,
            KeyHash = license.KeyHash,
            FoldedKeyHash = LicenseKeyHash.Folded(license.Key),
            KeyHint = LicenseKey.HintOf(license.Key),
            ProductId = license.ProductId,
            IssuedAt = license.IssuedAt,
            AccountId = license.AccountId,
            AssigneeIds = license.AssigneeIds,
            ActivationLimit = license.ActivationLimit,
            ExpiresAt = license.ExpiresAt,
            GraceDays = license.Snapshot.GraceDays,
            MaintenanceEndsAt = license.MaintenanceEndsAt,
            MaxMajorVersion = license.Snapshot.MaxMajorVersion,
            Edition = license.Snapshot.Edition,
            Environment = license.Snapshot.Environment,
            SuspendedAt = license.SuspendedAt,
            SuspensionReason = license.SuspensionReason,
            RevokedAt = license.RevokedAt,
            Entitlements = [.. license.Entitlements.Select(feature => new Entitlement(feature.Name, feature.Value))],
            DownloadBeforeActivation = license.Snapshot.DownloadBeforeActivation,
            DownloadAfterExpiry = license.Snapshot.DownloadAfterExpiry,
            Terms = license.Snapshot.Terms,
            Metadata = license.Metadata is { Count: > 0 } metadata ? metadata : null,
            SupportEndsAt = license.Snapshot.SupportEndsAt,
        };

    public static ProductChanged ToEvent(this Product product) =>
        new()
        {
            ProductId = product.Id,
            Version = product.Version,
            ChangedAt = product.ChangedAt,
            Slug = product.Slug,
            Name = product.Name,
            Active = product.Active,
            ChangelogPublic = product.ChangelogPublic,
            WebsiteUrl = product.WebsiteUrl,
            DocumentationUrl = product.DocumentationUrl,
            SupportUrl = product.SupportUrl,
        };
}
