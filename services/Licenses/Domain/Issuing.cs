using Portal.Contracts.Licensing.V1;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Domain;

/// <summary>What an operator asks for when issuing a license.</summary>
internal sealed record Issuing
{
    /// <summary>True: null means none (no limit, no expiry). False: null means the policy's value.</summary>
    public bool Complete { get; init; }

    /// <summary>Default: that of the policy as it is now.</summary>
    public PolicySnapshot? Snapshot { get; init; }

    /// <summary>An expiry in the past is meant, as in an import.</summary>
    public bool MayBeExpired { get; init; }

    public Guid? Id { get; init; }
    public Guid? AccountId { get; init; }
    public IReadOnlyList<Guid> AssigneeIds { get; init; } = [];
    public DateTimeOffset? IssuedAt { get; init; }
    public DateTimeOffset? AssignedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public int? ActivationLimit { get; init; }
    public DateTimeOffset? MaintenanceEndsAt { get; init; }
    public DateTimeOffset? SupportEndsAt { get; init; }
    public IReadOnlyList<Feature>? Entitlements { get; init; }
    public IReadOnlyList<MetadataItem> Metadata { get; init; } = [];
    public DateTimeOffset? SuspendedAt { get; init; }
    public string? SuspensionReason { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    public PolicySnapshot SnapshotOf(Policy policy)
    {
        var snapshot = Snapshot ?? PolicySnapshot.Of(policy);
        return snapshot with { SupportEndsAt = SupportEndsAt ?? snapshot.SupportEndsAt };
    }

    /// <summary>Why this cannot be issued; null if it can.</summary>
    public Rejection? Refusal(DateTimeOffset now) =>
        ExpiresAt <= now && !MayBeExpired ? Rejections.IssuedExpired
        : AssigneeIds.Count > 0 && AccountId is null ? Rejections.AssigneesNeedAnOwner
        : Entitlements is not null && Feature.HasRepetition(Entitlements) ? Rejections.EntitlementTwice
        : License.HasRepetition(Metadata) ? Rejections.MetadataTwice
        : null;
}
