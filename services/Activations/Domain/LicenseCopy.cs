using Portal.Contracts.Licensing.V1;
using Portal.Rules;

namespace Portal.Activations.Domain;

/// <summary>What License last said about a license, and the slots in use, which are decided here.</summary>
internal sealed class LicenseCopy
{
    private static readonly UsageTerms DefaultTerms = new();

    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string KeyHash { get; init; }
    public required string KeyHint { get; init; }
    public required Guid ProductId { get; init; }
    public Guid? AccountId { get; init; }
    public required List<Guid> AssigneeIds { get; init; }
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>All of it; the columns are what queries need.</summary>
    public required LicenseChanged Snapshot { get; init; }

    public int UsedSlots { get; private set; }

    /// <summary>Grows whenever <see cref="UsedSlots"/> changes.</summary>
    public long UsageVersion { get; private set; }

    public UsageTerms Terms => Snapshot.Terms ?? DefaultTerms;

    /// <summary>How often a device must be seen; null: it need not be.</summary>
    public TimeSpan? HeartbeatInterval => Terms.HeartbeatMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    public bool HasFreeSlot => Snapshot.ActivationLimit is not { } limit || UsedSlots < limit;

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

/// <summary>What License last said about a product.</summary>
internal sealed class ProductCopy
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required bool Active { get; init; }
}

/// <summary>What Download last said about a version of a product.</summary>
internal sealed class ReleaseCopy
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>In its normal form: without <c>v</c> and build, in lower case.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset ReleasedAt { get; init; }

    public static string Normal(string version) => version.Trim().TrimStart('v', 'V').Split('+')[0].ToLowerInvariant();
}
