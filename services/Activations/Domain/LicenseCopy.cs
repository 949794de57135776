using Portal.Contracts.Licensing.V1;
using Portal.Rules;

namespace Portal.Activations.Domain;

/// <summary>Copy of a license from the License service, with the slots in use, which this service owns.</summary>
internal sealed class LicenseCopy
{
    private static readonly UsageTerms DefaultTerms = new();

    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string KeyHash { get; init; }

    /// <summary>How the license is found by a key that is not typed exactly; null if it is not.</summary>
    public string? FoldedKeyHash { get; init; }

    public required string KeyHint { get; init; }
    public required Guid ProductId { get; init; }
    public Guid? AccountId { get; init; }
    public required List<Guid> AssigneeIds { get; init; }
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>The whole license; the columns are what queries need.</summary>
    public required LicenseChanged Snapshot { get; init; }

    public int UsedSlots { get; private set; }

    /// <summary>Grows whenever <see cref="UsedSlots"/> changes.</summary>
    public long UsageVersion { get; private set; }

    public UsageTerms Terms => Snapshot.Terms ?? DefaultTerms;

    /// <summary>How often a device must be seen; null: it need not be.</summary>
    public TimeSpan? HeartbeatInterval => Terms.HeartbeatMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>Is a slot free once so many of those in use are released?</summary>
    public bool HasSlotAfter(int released) => Snapshot.ActivationLimit is not { } limit || UsedSlots - released < limit;

    public void TakeSlot() => (UsedSlots, UsageVersion) = (UsedSlots + 1, UsageVersion + 1);

    public void FreeSlot() => (UsedSlots, UsageVersion) = (UsedSlots - 1, UsageVersion + 1);

    public LicenseFacts Facts(ProductCopy? product) =>
        new()
        {
            ProductActive = product?.Active ?? true,
            ProductSlug = product?.Slug ?? "",
            ProductName = product?.Name ?? "this product",
            HasOwner = AccountId is not null,
            UsedSlots = UsedSlots,
            ActivationLimit = Snapshot.ActivationLimit,
            SuspendedAt = Snapshot.SuspendedAt,
            SuspensionReason = Snapshot.SuspensionReason,
            RevokedAt = Snapshot.RevokedAt,
            ExpiresAt = Snapshot.ExpiresAt,
            GraceDays = Snapshot.GraceDays,
            MaintenanceEndsAt = Snapshot.MaintenanceEndsAt,
            MaxMajorVersion = Snapshot.MaxMajorVersion,
            Environment = Snapshot.Environment,
            Entitlements = [.. Snapshot.Entitlements.Select(entitlement => entitlement.Name)],
        };
}
