namespace Portal.Downloads.Domain;

/// <summary>Copy of a product; the License service owns it.</summary>
internal sealed class ProductCopy
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required bool Active { get; init; }

    /// <summary>What was new may be read by anybody.</summary>
    public required bool ChangelogPublic { get; init; }
}

/// <summary>Copy of what decides downloads about a license; the License service owns it.</summary>
internal sealed class LicenseCopy
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required Guid ProductId { get; init; }
    public Guid? AccountId { get; init; }
    public required Guid[] AssigneeIds { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public required int GraceDays { get; init; }
    public DateTimeOffset? MaintenanceEndsAt { get; init; }
    public int? MaxMajorVersion { get; init; }
    public DateTimeOffset? SuspendedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public required bool DownloadBeforeActivation { get; init; }
    public required bool DownloadAfterExpiry { get; init; }
}

/// <summary>Copy of how many slots of a license are in use; the Activation service owns it. May be here before its license.</summary>
internal sealed class UsageCopy
{
    public required Guid LicenseId { get; init; }
    public required long Version { get; init; }
    public required int UsedSlots { get; init; }
}
