namespace Portal.Contracts.Licensing.V1;

/// <summary>A license no longer works because its time is over. Said once for each expiry; a renewal makes a new one.</summary>
public sealed record LicenseExpired
{
    public required Guid LicenseId { get; init; }

    /// <summary>Null: nobody owns the license.</summary>
    public Guid? AccountId { get; init; }

    public required Guid ProductId { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary><see cref="ExpiresAt"/> plus the grace period.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
