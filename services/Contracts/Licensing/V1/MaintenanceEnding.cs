namespace Portal.Contracts.Licensing.V1;

/// <summary>Releases will soon not be covered by a license any more. Said once for each end of maintenance.</summary>
public sealed record MaintenanceEnding
{
    public required Guid LicenseId { get; init; }

    /// <summary>Null: nobody owns the license.</summary>
    public Guid? AccountId { get; init; }

    public required Guid ProductId { get; init; }
    public required DateTimeOffset MaintenanceEndsAt { get; init; }

    /// <summary>30: no more than so many days are left.</summary>
    public required int DaysLeft { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
