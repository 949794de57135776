using Portal.Contracts.Licensing.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Domain;

/// <summary>
/// A license. Its verbs decide what may happen to it: each returns a <see cref="Rejection"/> or null, and repeating one is
/// harmless. Only a real change raises <see cref="Version"/>.
/// </summary>
internal sealed class License
{
    public Guid Id { get; private init; }
    public Guid ProductId { get; private init; }
    public Guid PolicyId { get; private init; }

    /// <summary>What it took from its policy; later changes of the policy do not touch it.</summary>
    public PolicySnapshot Snapshot { get; private init; } = null!;

    public string Key { get; private init; } = "";
    public string KeyHash { get; private init; } = "";
    public Guid? AccountId { get; private set; }
    public List<Guid> AssigneeIds { get; private set; } = [];
    public int? ActivationLimit { get; private set; }
    public DateTimeOffset IssuedAt { get; private init; }

    /// <summary>When the license came to its owner.</summary>
    public DateTimeOffset? AssignedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>Expiry plus grace, for queries.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>Expiry, or the end of the calendar: what lists are sorted by.</summary>
    public DateTimeOffset ExpiresOrNever { get; private init; }

    /// <summary>What searches match, see <see cref="Domain.SearchText"/>.</summary>
    public string SearchText { get; private init; } = "";

    public DateTimeOffset? MaintenanceEndsAt { get; private set; }
    public List<Feature> Entitlements { get; private set; } = [];
    public List<MetadataItem> Metadata { get; private set; } = [];
    public DateTimeOffset? SuspendedAt { get; private set; }
    public string? SuspensionReason { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Replicated from Activation, which decides.</summary>
    public int UsedSlots { get; private set; }
    public long UsageVersion { get; private set; }

    /// <summary>When the next notice is due; null: none is pending. See <see cref="Notices"/>.</summary>
    public DateTimeOffset? ExpiryNoticeAt { get; private set; }
    public DateTimeOffset? MaintenanceNoticeAt { get; private set; }

    public long Version { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    public static License Issue(Policy policy, LicenseKey key, Issuing terms, DateTimeOffset now)
    {
        var snapshot = terms.SnapshotOf(policy);
        var issuedAt = Whole(terms.IssuedAt ?? now);
        var expiresAt = Whole(terms.ExpiresAt) ?? (terms.Complete ? null : After(issuedAt, policy.DurationDays));
        var endsAt = LicenseFacts.EndsAt(expiresAt, snapshot.GraceDays);
        var maintenanceEndsAt = Whole(terms.MaintenanceEndsAt)
            ?? (terms.Complete ? null : After(issuedAt, policy.MaintenanceDays));
        return new License
        {
            Id = terms.Id ?? Guid.CreateVersion7(now),
            ProductId = policy.ProductId,
            PolicyId = policy.Id,
            Snapshot = snapshot,
            Key = key.Value,
            KeyHash = key.Hash,
            AccountId = terms.AccountId,
            AssigneeIds = [.. terms.AssigneeIds.Distinct()],
            AssignedAt = terms.AccountId is null ? null : terms.AssignedAt ?? issuedAt,
            ActivationLimit = terms.ActivationLimit ?? (terms.Complete ? null : policy.ActivationLimit),
            IssuedAt = issuedAt,
            ExpiresAt = expiresAt,
            EndsAt = endsAt,
            MaintenanceEndsAt = maintenanceEndsAt,
            Entitlements = [.. terms.Entitlements ?? policy.Entitlements],
            Metadata = [.. terms.Metadata],
            SuspendedAt = terms.SuspendedAt,
            SuspensionReason = terms.SuspendedAt is null ? null : terms.SuspensionReason,
            RevokedAt = terms.RevokedAt,
            ExpiryNoticeAt = terms.RevokedAt is null ? Notices.FirstOfExpiry(expiresAt, endsAt, now) : null,
            MaintenanceNoticeAt = terms.RevokedAt is null ? Notices.OfMaintenance(maintenanceEndsAt, now) : null,
            Version = 1,
            ChangedAt = now,
        };
    }

    public Rejection? Assign(Guid accountId, IReadOnlyCollection<Guid> assigneeIds, DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return Rejections.Revoked;
        if (AccountId == accountId && AssigneeIds.ToHashSet().SetEquals(assigneeIds))
            return null;
        if (AccountId is not null && AccountId != accountId)
            return Rejections.OwnedBySomebodyElse;
        if (SuspendedAt is not null)
            return Rejections.SuspendedCannotBeAssigned;
        if (AccountId is null && EndsAt <= now)
            return Rejections.ExpiredCannotBeAssigned;
        (AccountId, AssignedAt, AssigneeIds) = (accountId, AssignedAt ?? now, [.. assigneeIds.Distinct()]);
        return Changed(now);
    }

    public Rejection? Suspend(string? reason, DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return Rejections.Revoked;
        if (SuspendedAt is not null)
            return null;
        (SuspendedAt, SuspensionReason) = (now, reason);
        return Changed(now);
    }

    public Rejection? Reinstate(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return Rejections.Revoked;
        if (SuspendedAt is null)
            return null;
        (SuspendedAt, SuspensionReason) = (null, null);
        return Changed(now);
    }

    public Rejection? Renew(DateTimeOffset expiresAt, DateTimeOffset now)
    {
        expiresAt = Whole(expiresAt);
        if (RevokedAt is not null)
            return Rejections.Revoked;
        if (ExpiresAt == expiresAt)
            return null;
        if (ExpiresAt is null)
            return Rejections.NeverExpires;
        if (expiresAt <= now)
            return Rejections.ExpiryInThePast;
        if (expiresAt < ExpiresAt)
            return Rejections.ExpiryNotLater;
        (ExpiresAt, EndsAt) = (expiresAt, LicenseFacts.EndsAt(expiresAt, Snapshot.GraceDays));
        ExpiryNoticeAt = Notices.FirstOfExpiry(ExpiresAt, EndsAt, now);
        return Changed(now);
    }

    public Rejection? Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return null;
        (RevokedAt, ExpiryNoticeAt, MaintenanceNoticeAt) = (now, null, null);
        return Changed(now);
    }

    /// <param name="limit">Null: no limit. May be lower than what is in use.</param>
    public Rejection? Limit(int? limit, DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return Rejections.Revoked;
        if (ActivationLimit == limit)
            return null;
        ActivationLimit = limit;
        return Changed(now);
    }

    public Rejection? Entitle(IReadOnlyList<Feature> entitlements, DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return Rejections.Revoked;
        if (Feature.HasRepetition(entitlements))
            return Rejections.EntitlementTwice;
        if (Entitlements.SequenceEqual(entitlements))
            return null;
        Entitlements = [.. entitlements];
        return Changed(now);
    }

    public Rejection? Note(IReadOnlyList<MetadataItem> metadata, DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return Rejections.Revoked;
        if (HasRepetition(metadata))
            return Rejections.MetadataTwice;
        if (Metadata.SequenceEqual(metadata))
            return null;
        Metadata = [.. metadata];
        return Changed(now);
    }

    /// <param name="endsAt">Null: all releases are covered.</param>
    public Rejection? Maintain(DateTimeOffset? endsAt, DateTimeOffset now)
    {
        endsAt = Whole(endsAt);
        if (RevokedAt is not null)
            return Rejections.Revoked;
        if (MaintenanceEndsAt == endsAt)
            return null;
        (MaintenanceEndsAt, MaintenanceNoticeAt) = (endsAt, Notices.OfMaintenance(endsAt, now));
        return Changed(now);
    }

    /// <summary>What <see cref="TakeDueExpiryNotice"/> returns instead of days.</summary>
    public const int NoticeExpired = 0,
        NoticeGraceStarted = -1;

    /// <summary>The expiry notice that is due: 30, 7 or 1 days left, in grace, or over; null: none. Each is returned once.</summary>
    public int? TakeDueExpiryNotice(DateTimeOffset now)
    {
        if (ExpiryNoticeAt > now || ExpiryNoticeAt is null)
            return null;
        ExpiryNoticeAt = Notices.NextOfExpiry(ExpiresAt!.Value, EndsAt!.Value, now);
        return EndsAt <= now ? NoticeExpired
            : ExpiresAt <= now ? NoticeGraceStarted
            : Notices.DaysLeft(ExpiresAt.Value, now);
    }

    /// <summary>True, once, when the notice that maintenance ends soon is due.</summary>
    public bool TakeDueMaintenanceNotice(DateTimeOffset now)
    {
        if (MaintenanceNoticeAt > now || MaintenanceNoticeAt is null)
            return false;
        MaintenanceNoticeAt = null;
        return MaintenanceEndsAt > now;
    }

    public static bool HasRepetition(IReadOnlyList<MetadataItem> metadata) =>
        metadata.DistinctBy(item => item.Name).Count() < metadata.Count;

    private Rejection? Changed(DateTimeOffset now)
    {
        (Version, ChangedAt) = (Version + 1, now);
        return null;
    }

    private static DateTimeOffset? After(DateTimeOffset start, int? days) =>
        days is { } count ? Whole(LicenseFacts.EndsAt(start, count)) : null;

    // Databases round fractions, at the end of the calendar into a year that does not exist.
    private static DateTimeOffset? Whole(DateTimeOffset? instant) => instant is { } at ? Whole(at) : null;

    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerSecond));
}
