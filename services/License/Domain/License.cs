using Portal.Contracts.Licensing.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Domain;

/// <summary>
/// A license. Its verbs decide what may happen to it: each answers a refusal by name, or null, and says the same when it is
/// called again. What really changes raises <see cref="Version"/>.
/// </summary>
internal sealed class License
{
    public Guid Id { get; private init; }
    public Guid ProductId { get; private init; }
    public Guid PolicyId { get; private init; }
    public string PolicyName { get; private init; } = "";
    public string Key { get; private init; } = "";
    public string KeyHash { get; private init; } = "";
    public Guid? AccountId { get; private set; }
    public List<Guid> AssigneeIds { get; private set; } = [];
    public int? ActivationLimit { get; private set; }
    public DateTimeOffset IssuedAt { get; private init; }

    /// <summary>When the license came to its owner.</summary>
    public DateTimeOffset? AssignedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }
    public int GraceDays { get; private init; }

    /// <summary>Expiry plus grace, for queries.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    public DateTimeOffset? MaintenanceEndsAt { get; private set; }
    public int? MaxMajorVersion { get; private init; }
    public string? Edition { get; private init; }
    public string? Environment { get; private init; }
    public string? RenewalUrl { get; private init; }
    public List<Feature> Entitlements { get; private init; } = [];
    public bool DownloadBeforeActivation { get; private init; }
    public bool DownloadAfterExpiry { get; private init; }
    public UsageTerms Terms { get; private init; } = new();
    public List<MetadataItem> Metadata { get; private set; } = [];
    public DateTimeOffset? SuspendedAt { get; private set; }
    public string? SuspensionReason { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>As Activation last said.</summary>
    public int UsedSlots { get; private set; }
    public long UsageVersion { get; private set; }

    public long Version { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    public static License Issue(Policy policy, LicenseKey key, Issuing terms, DateTimeOffset now)
    {
        var issuedAt = Whole(terms.IssuedAt ?? now);
        var expiresAt = Whole(terms.ExpiresAt) ?? After(issuedAt, policy.DurationDays);
        return new License
        {
            Id = terms.Id ?? Guid.CreateVersion7(now),
            ProductId = policy.ProductId,
            PolicyId = policy.Id,
            PolicyName = policy.Name,
            Key = key.Value,
            KeyHash = key.Hash,
            AccountId = terms.AccountId,
            AssigneeIds = [.. terms.AssigneeIds],
            AssignedAt = terms.AccountId is null ? null : issuedAt,
            ActivationLimit = terms.ActivationLimit ?? policy.ActivationLimit,
            IssuedAt = issuedAt,
            ExpiresAt = expiresAt,
            GraceDays = policy.GraceDays,
            EndsAt = LicenseFacts.EndsAt(expiresAt, policy.GraceDays),
            MaintenanceEndsAt = Whole(terms.MaintenanceEndsAt) ?? After(issuedAt, policy.MaintenanceDays),
            MaxMajorVersion = policy.MaxMajorVersion,
            Edition = policy.Edition,
            Environment = policy.Environment,
            RenewalUrl = policy.RenewalUrl,
            Entitlements = [.. policy.Entitlements.Select(feature => feature with { })],
            DownloadBeforeActivation = policy.DownloadBeforeActivation,
            DownloadAfterExpiry = policy.DownloadAfterExpiry,
            Terms = policy.Terms,
            Metadata = [.. terms.Metadata],
            Version = 1,
            ChangedAt = now,
        };
    }

    public Rejection? Assign(Guid accountId, IReadOnlyCollection<Guid> assigneeIds, DateTimeOffset now)
    {
        if (RevokedAt is not null) return Rejections.Revoked;
        if (AccountId == accountId && AssigneeIds.ToHashSet().SetEquals(assigneeIds)) return null;
        if (AccountId is not null && AccountId != accountId) return Rejections.OwnedBySomebodyElse;
        if (SuspendedAt is not null) return Rejections.SuspendedCannotBeAssigned;
        (AccountId, AssignedAt, AssigneeIds) = (accountId, AssignedAt ?? now, [.. assigneeIds.Distinct()]);
        return Changed(now);
    }

    public Rejection? Suspend(string? reason, DateTimeOffset now)
    {
        if (RevokedAt is not null) return Rejections.Revoked;
        if (SuspendedAt is not null) return null;
        (SuspendedAt, SuspensionReason) = (now, reason);
        return Changed(now);
    }

    public Rejection? Reinstate(DateTimeOffset now)
    {
        if (RevokedAt is not null) return Rejections.Revoked;
        if (SuspendedAt is null) return null;
        (SuspendedAt, SuspensionReason) = (null, null);
        return Changed(now);
    }

    public Rejection? Renew(DateTimeOffset expiresAt, DateTimeOffset now)
    {
        expiresAt = Whole(expiresAt);
        if (RevokedAt is not null) return Rejections.Revoked;
        if (ExpiresAt == expiresAt) return null;
        if (ExpiresAt is null) return Rejections.NeverExpires;
        if (expiresAt <= now) return Rejections.ExpiryInThePast;
        if (expiresAt < ExpiresAt) return Rejections.ExpiryNotLater;
        (ExpiresAt, EndsAt) = (expiresAt, LicenseFacts.EndsAt(expiresAt, GraceDays));
        return Changed(now);
    }

    public Rejection? Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null) return null;
        RevokedAt = now;
        return Changed(now);
    }

    private Rejection? Changed(DateTimeOffset now)
    {
        (Version, ChangedAt) = (Version + 1, now);
        return null;
    }

    private static DateTimeOffset? After(DateTimeOffset start, int? days) => days is { } count ? Whole(LicenseFacts.EndsAt(start, count)) : null;

    // Databases round fractions, at the end of the calendar into a year that does not exist.
    private static DateTimeOffset? Whole(DateTimeOffset? instant) => instant is { } at ? Whole(at) : null;

    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerSecond));
}

/// <summary>What an operator says when issuing; null leaves it to the policy.</summary>
internal sealed record Issuing
{
    public Guid? Id { get; init; }
    public Guid? AccountId { get; init; }
    public IReadOnlyList<Guid> AssigneeIds { get; init; } = [];
    public DateTimeOffset? IssuedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public int? ActivationLimit { get; init; }
    public DateTimeOffset? MaintenanceEndsAt { get; init; }
    public IReadOnlyList<MetadataItem> Metadata { get; init; } = [];
}
