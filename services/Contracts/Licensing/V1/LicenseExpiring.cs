namespace Portal.Contracts.Licensing.V1;

/// <summary>A license is about to expire. Said once for each expiry and each of 30, 7 and 1 days; a renewal makes a new expiry.</summary>
public sealed record LicenseExpiring
{
    public required Guid LicenseId { get; init; }

    /// <summary>Null: nobody owns the license.</summary>
    public Guid? AccountId { get; init; }

    public required Guid ProductId { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>30, 7 or 1: no more than so many days are left. After an outage only the smallest is said.</summary>
    public required int DaysLeft { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
