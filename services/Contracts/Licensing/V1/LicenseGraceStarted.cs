namespace Portal.Contracts.Licensing.V1;

/// <summary>A license has expired and goes on working for its grace period, unless it is suspended. Said once for each expiry; a renewal makes a new one. Without a grace period it is never said.</summary>
public sealed record LicenseGraceStarted
{
    public required Guid LicenseId { get; init; }

    /// <summary>Null: nobody owns the license.</summary>
    public Guid? AccountId { get; init; }

    public required Guid ProductId { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary><see cref="ExpiresAt"/> plus the grace period: when it ends to work.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
