namespace Portal.Contracts.Activations.V1;

/// <summary>A device or domain was refused for another reason than a free slot. At most once an hour for each license and code.</summary>
public sealed record ActivationRefused
{
    public required Guid LicenseId { get; init; }
    public Guid? AccountId { get; init; }
    public required DateTimeOffset RefusedAt { get; init; }

    /// <summary>The verdict or refusal, for example EXPIRED.</summary>
    public required string Code { get; init; }
}
