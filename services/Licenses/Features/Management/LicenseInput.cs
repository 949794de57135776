using System.ComponentModel.DataAnnotations;
using Portal.Contracts.Licensing.V1;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>A license to be issued: empty for one like its policy says, or as complete as an export.</summary>
public record LicenseInput
{
    public Guid? Id { get; init; }

    /// <summary>Default: a generated one.</summary>
    [MaxLength(128)]
    public string? Key { get; init; }

    public Guid? AccountId { get; init; }

    [MaxLength(1000)]
    public IReadOnlyList<Guid>? AssigneeIds { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }
    public DateTimeOffset? AssignedAt { get; init; }

    /// <summary>An instant, or a date: then its last second in the vendor's time zone. In the past only with <see cref="Expired"/>.</summary>
    public EndDate? ExpiresAt { get; init; }

    public EndDate? MaintenanceEndsAt { get; init; }

    /// <summary>Until when the vendor gives support. Default: that of the snapshot.</summary>
    public EndDate? SupportEndsAt { get; init; }

    [Range(1, 1_000_000)]
    public int? ActivationLimit { get; init; }

    [MaxLength(200)]
    public IReadOnlyList<EntitlementInput?>? Entitlements { get; init; }

    [MaxLength(50)]
    public IReadOnlyList<MetadataInput?>? Metadata { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }

    [MaxLength(500)]
    public string? SuspensionReason { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Instead of what the policy says now, as in an export. Absent: as the policy says.</summary>
    public SnapshotInput? Snapshot { get; init; }

    /// <summary>True: what is missing is nothing (no limit, no expiry), as in an export. Otherwise it is the policy's.</summary>
    public bool Complete { get; init; }

    /// <summary>True: the expiry may lie in the past; otherwise that is taken for a slip of the pen.</summary>
    public bool Expired { get; init; }

    internal Issuing ToTerms(VendorTime vendor) =>
        new()
        {
            Complete = Complete,
            MayBeExpired = Expired || Complete,
            Snapshot = Snapshot?.ToSnapshot(vendor),
            Id = Id,
            AccountId = AccountId,
            AssigneeIds = AssigneeIds ?? [],
            IssuedAt = IssuedAt?.ToUniversalTime(),
            AssignedAt = AssignedAt?.ToUniversalTime(),
            ExpiresAt = vendor.Of(ExpiresAt),
            MaintenanceEndsAt = vendor.Of(MaintenanceEndsAt),
            SupportEndsAt = vendor.Of(SupportEndsAt),
            ActivationLimit = ActivationLimit,
            Entitlements = Entitlements?.ToFeatures(),
            Metadata = Metadata?.ToItems() ?? [],
            SuspendedAt = SuspendedAt?.ToUniversalTime(),
            SuspensionReason = SuspensionReason,
            RevokedAt = RevokedAt?.ToUniversalTime(),
        };

    /// <summary>The requested key, or a generated one in the policy's format; false for a key that nobody could type.</summary>
    internal bool ReadKey(Policy policy, out LicenseKey key)
    {
        key = Key is null ? LicenseKey.New(policy.KeyFormat, policy.KeyPrefix) : default;
        return Key is null || LicenseKey.TryParse(Key, out key);
    }
}

/// <summary>What a license took from its policy when it was issued. All of it: what is null is nothing.</summary>
/// <param name="PolicyName">What the policy was called.</param>
/// <param name="MaxMajorVersion">Null: no limit.</param>
public sealed record SnapshotInput(
    [property: Required, MaxLength(200)] string PolicyName,
    [property: Range(0, 3650)] int? GraceDays,
    [property: Range(0, 10_000)] int? MaxMajorVersion,
    [property: MaxLength(64)] string? Edition,
    [property: MaxLength(64)] string? Environment,
    [property: Url, MaxLength(500)] string? RenewalUrl,
    bool? DownloadBeforeActivation,
    bool? DownloadAfterExpiry,
    TermsInput? Terms,
    EndDate? SupportEndsAt
)
{
    internal PolicySnapshot ToSnapshot(VendorTime vendor) =>
        new()
        {
            PolicyName = PolicyName,
            GraceDays = GraceDays ?? 0,
            MaxMajorVersion = MaxMajorVersion,
            Edition = Edition,
            Environment = Environment,
            RenewalUrl = RenewalUrl,
            DownloadBeforeActivation = DownloadBeforeActivation ?? false,
            DownloadAfterExpiry = DownloadAfterExpiry ?? false,
            Terms = Terms?.ToTerms() ?? new(),
            SupportEndsAt = vendor.Of(SupportEndsAt),
        };
}

public sealed record EntitlementInput(
    [property: Required, MaxLength(64)] string Name,
    [property: MaxLength(200)] string? Value
);

public sealed record MetadataInput(
    [property: Required, MaxLength(64)] string Name,
    [property: Required(AllowEmptyStrings = true), MaxLength(1000)] string Value
);

internal static class Inputs
{
    public static List<Feature> ToFeatures(this IEnumerable<EntitlementInput?> inputs) =>
        [.. inputs.OfType<EntitlementInput>().Select(input => new Feature(input.Name, input.Value))];

    public static List<MetadataItem> ToItems(this IEnumerable<MetadataInput?> inputs) =>
        [.. inputs.OfType<MetadataInput>().Select(input => new MetadataItem(input.Name, input.Value))];
}
