using Portal.Activations.Domain;
using Portal.Activations.Validation.Cache;
using Portal.Rules;

namespace Portal.Activations.Protocols.Native;

/// <summary>A license as the vendor's software sees it.</summary>
/// <param name="ActivationLimit">Null: no limit.</param>
/// <param name="ExpiresAt">Null: never.</param>
/// <param name="MaxMajorVersion">Null: all versions.</param>
internal sealed record LicenseAnswer(
    Guid Id,
    string MaskedKey,
    string Product,
    LicenseState State,
    int UsedSlots,
    int? ActivationLimit,
    DateTimeOffset? ExpiresAt,
    int GraceDays,
    DateTimeOffset? MaintenanceEndsAt,
    int? MaxMajorVersion,
    string? Edition,
    string? Environment,
    IReadOnlyList<EntitlementAnswer> Entitlements
)
{
    public static LicenseAnswer Of(CachedLicense license, DateTimeOffset now) =>
        Of(license.License, license.Product, license.Facts, now);

    public static LicenseAnswer Of(LicenseCopy license, ProductCopy? product, DateTimeOffset now) =>
        Of(license, product, license.Facts(product), now);

    private static LicenseAnswer Of(
        LicenseCopy license,
        ProductCopy? product,
        LicenseFacts facts,
        DateTimeOffset now
    ) =>
        new(
            license.Id,
            LicenseKeyHash.Mask(license.Snapshot.KeyHint),
            product?.Slug ?? "",
            facts.StateAt(now),
            license.UsedSlots,
            license.Snapshot.ActivationLimit,
            license.Snapshot.ExpiresAt,
            license.Snapshot.GraceDays,
            license.Snapshot.MaintenanceEndsAt,
            license.Snapshot.MaxMajorVersion,
            license.Snapshot.Edition,
            license.Snapshot.Environment,
            [
                .. license.Snapshot.Entitlements.Select(entitlement => new EntitlementAnswer(
                    entitlement.Name,
                    entitlement.Value
                )),
            ]
        );
}

internal sealed record EntitlementAnswer(string Name, string? Value);
