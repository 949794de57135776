using Portal.Contracts.Licensing.V1;
using Portal.Rules;

namespace Portal.Downloads.Domain;

/// <summary>Copy of a product; the License service owns it.</summary>
internal sealed class ProductCopy
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required bool Active { get; init; }

    /// <summary>Anybody may read the changelog.</summary>
    public required bool ChangelogPublic { get; init; }
}

/// <summary>Copy of a license; the License service owns it.</summary>
internal sealed class LicenseCopy
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required Guid ProductId { get; init; }
    public Guid? AccountId { get; init; }
    public required Guid[] AssigneeIds { get; init; }

    /// <summary>All of it; the columns are what queries need.</summary>
    public required LicenseChanged Snapshot { get; init; }

    public DownloadRights Rights(ProductCopy product, int usedSlots) =>
        new(
            new LicenseFacts
            {
                ProductActive = product.Active,
                ProductSlug = product.Slug,
                ProductName = product.Name,
                HasOwner = AccountId is not null,
                UsedSlots = usedSlots,
                SuspendedAt = Snapshot.SuspendedAt,
                RevokedAt = Snapshot.RevokedAt,
                ExpiresAt = Snapshot.ExpiresAt,
                GraceDays = Snapshot.GraceDays,
                MaintenanceEndsAt = Snapshot.MaintenanceEndsAt,
                MaxMajorVersion = Snapshot.MaxMajorVersion,
            },
            Snapshot.DownloadBeforeActivation,
            Snapshot.DownloadAfterExpiry
        );
}

/// <summary>Copy of how many slots of a license are in use; the Activation service owns it. May arrive before its license.</summary>
internal sealed class UsageCopy
{
    public required Guid LicenseId { get; init; }
    public required long Version { get; init; }
    public required int UsedSlots { get; init; }
}
