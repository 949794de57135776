using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.Rules;

namespace Portal.Activations.Features.Customer;

/// <summary>An activation in a list.</summary>
/// <param name="LastSeenAt">Null: never since the activation.</param>
internal sealed record ActivationRow(
    Guid Id,
    Guid LicenseId,
    string MaskedKey,
    ProductRef Product,
    ActivationKind Kind,
    string? Name,
    string Identifier,
    ActivationStatus Status,
    string? Platform,
    string? AppVersion,
    string? Ip,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset? DeactivatedAt,
    DeactivatedBy? DeactivatedBy
)
{
    /// <summary>Remote deactivations of the license; null in lists where it has no limit.</summary>
    public DeactivationQuota? Quota { get; init; }

    /// <summary>Since when the vendor blocks this device or domain; null: it does not.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>
    /// Why the software does not accept an active device although its license has not ended: product-withdrawn or limit-exceeded,
    /// as the license itself says it.
    /// </summary>
    public string? Stopped { get; init; }

    /// <summary>Deactivated, but a license file that was given out uses its slot until then; null: it uses none.</summary>
    public DateTimeOffset? SlotHeldUntil { get; init; }

    /// <summary>What lists leave out; null there.</summary>
    public ActivationDetails? Details { get; init; }

    public static ActivationRow Of(ActivationWithLicense bound, DateTimeOffset now) =>
        new(
            bound.Activation.Id,
            bound.License.Id,
            LicenseKeyHash.Mask(bound.License.Snapshot.KeyHint),
            new ProductRef(bound.Product.Id, bound.Product.Slug, bound.Product.Name),
            bound.Activation.Kind,
            bound.Activation.Name,
            bound.Activation.Identifier,
            StatusOf(bound, now),
            bound.Activation.Platform,
            bound.Activation.AppVersion,
            bound.Activation.Ip,
            bound.Activation.FirstSeenAt,
            bound.Activation.LastSeenAt,
            bound.Activation.DeactivatedAt,
            bound.Activation.DeactivatedBy
        )
        {
            BlockedAt = bound.BlockedAt,
            SlotHeldUntil = bound.Activation.SlotHeldUntil,
            Stopped = bound.Activation.DeactivatedAt is null ? StoppedBy(bound, now) : null,
        };

    private static string? StoppedBy(ActivationWithLicense bound, DateTimeOffset now) =>
        Attention
            .Reasons(bound.License.Facts(bound.Product), now)
            .FirstOrDefault(reason => reason is Attention.ProductWithdrawn or Attention.LimitExceeded);

    // The same in SQL: StatusFilter.
    private static ActivationStatus StatusOf(ActivationWithLicense bound, DateTimeOffset now) =>
        bound.Activation.DeactivatedAt is not null
            ? ActivationStatus.Deactivated
            : bound.License.Facts(bound.Product).StateAt(now) switch
            {
                LicenseState.Revoked => ActivationStatus.Revoked,
                LicenseState.Suspended => ActivationStatus.Suspended,
                LicenseState.Expired => ActivationStatus.Expired,
                _ => bound.BlockedAt is not null ? ActivationStatus.Blocked : ActivationStatus.Active,
            };
}

/// <param name="Uncounted">It takes no slot.</param>
/// <param name="LostAt">Since when it is missed; null while it is seen as often as the license asks.</param>
/// <param name="FileUntil">Until when its last license file is good; null if none was issued.</param>
/// <param name="DeactivatedByUser">Who of the account deactivated it; null if it was somebody else.</param>
internal sealed record ActivationDetails(
    bool Uncounted,
    DateTimeOffset? LostAt,
    DateTimeOffset? FileUntil,
    Guid? DeactivatedByUser
);

internal sealed record ProductRef(Guid Id, string Slug, string Name);
