namespace Portal.Contracts.Activations.V1;

/// <summary>A device or domain was refused because no slot was free. At most once an hour for each license.</summary>
public sealed record ActivationLimitReached
{
    public required Guid LicenseId { get; init; }
    public Guid? AccountId { get; init; }
    public required DateTimeOffset ReachedAt { get; init; }
    public required int UsedSlots { get; init; }
    public required int ActivationLimit { get; init; }
}
