namespace Portal.Rules;

/// <summary>Everything about a license that decides its state and its verdicts.</summary>
public sealed record LicenseFacts
{
    public required bool ProductActive { get; init; }
    public required string ProductSlug { get; init; }
    public required string ProductName { get; init; }

    /// <summary>False: nobody owns it yet.</summary>
    public required bool HasOwner { get; init; }

    /// <summary>Active activations.</summary>
    public required int UsedSlots { get; init; }

    /// <summary>Null: no limit.</summary>
    public int? ActivationLimit { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }
    public string? SuspensionReason { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Null: never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whole days after <see cref="ExpiresAt"/> in which the license still works.</summary>
    public int GraceDays { get; init; }

    /// <summary>Releases up to this instant are covered. Null: all.</summary>
    public DateTimeOffset? MaintenanceEndsAt { get; init; }

    /// <summary>Null: every major version is covered.</summary>
    public int? MaxMajorVersion { get; init; }

    /// <summary>Null: any environment.</summary>
    public string? Environment { get; init; }

    public IReadOnlyCollection<string> Entitlements { get; init; } = [];

    /// <summary>The instant from which the license no longer works; null for never. Safe at the end of the calendar.</summary>
    public static DateTimeOffset? EndsAt(DateTimeOffset? expiresAt, int graceDays) =>
        expiresAt is not { } expiry ? null
        : DateTimeOffset.MaxValue - expiry < TimeSpan.FromDays(graceDays) ? DateTimeOffset.MaxValue
        : expiry.AddDays(graceDays);
}
