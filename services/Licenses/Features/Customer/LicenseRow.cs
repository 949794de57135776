using System.Linq.Expressions;
using Portal.Licenses.Domain;
using Portal.Rules;

namespace Portal.Licenses.Features.Customer;

/// <summary>A license in a list.</summary>
/// <param name="ActivationLimit">Null: no limit.</param>
/// <param name="ExpiresAt">Null: never.</param>
/// <param name="AssigneeIds">Users of the account who were given it.</param>
/// <param name="AddedAt">When it came to the account.</param>
/// <param name="OrderNumber">The vendor's; null if none is noted.</param>
internal sealed record LicenseRow(
    Guid Id,
    string MaskedKey,
    ProductRef Product,
    string? Edition,
    LicenseState State,
    int UsedSlots,
    int? ActivationLimit,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<Guid> AssigneeIds,
    DateTimeOffset AddedAt,
    string? OrderNumber
)
{
    /// <summary>
    /// Why it needs attention, the weightiest first: product-withdrawn, limit-exceeded, in-grace, expiring, limit-reached,
    /// maintenance-ending, maintenance-ended, or one of suspended, expired and revoked.
    /// </summary>
    public required IReadOnlyList<string> Attention { get; init; }

    /// <summary>Expiry and grace: when it stops working. Null: never.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Releases up to this instant are covered; null: all.</summary>
    public DateTimeOffset? MaintenanceEndsAt { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }
    public string? SuspensionReason { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Files may be fetched with it as it is now.</summary>
    public required bool Downloadable { get; init; }

    public string? RenewalUrl { get; init; }

    /// <summary>Where the vendor helps with the product.</summary>
    public string? SupportUrl { get; init; }

    public static LicenseRow Of(License license, Product product, DateTimeOffset now)
    {
        var facts = license.Facts(product);
        return new(
            license.Id,
            LicenseKey.Mask(license.Key),
            new ProductRef(product.Id, product.Slug, product.Name),
            license.Snapshot.Edition,
            facts.StateAt(now),
            license.UsedSlots,
            license.ActivationLimit,
            license.ExpiresAt,
            license.AssigneeIds,
            license.AssignedAt ?? license.IssuedAt,
            SearchText.OrderNumber(license.Metadata)
        )
        {
            Attention = Rules.Attention.Reasons(facts, now),
            EndsAt = license.EndsAt,
            MaintenanceEndsAt = license.MaintenanceEndsAt,
            SuspendedAt = license.SuspendedAt,
            SuspensionReason = license.SuspensionReason,
            RevokedAt = license.RevokedAt,
            Downloadable =
                new DownloadRights(
                    facts,
                    license.Snapshot.DownloadBeforeActivation,
                    license.Snapshot.DownloadAfterExpiry
                ).Refusal(now)
                    is null,
            RenewalUrl = license.Snapshot.RenewalUrl,
            SupportUrl = product.SupportUrl,
        };
    }
}

internal sealed record ProductRef(Guid Id, string Slug, string Name);

/// <summary>A license beside its product, as queries hand them out.</summary>
internal sealed record Owned(License License, Product Product)
{
    public static readonly Expression<Func<License, Product, Owned>> Pair = (license, product) =>
        new Owned(license, product);
}
