namespace Portal.Contracts.Activations.V1;

/// <summary>
/// An activation ended by itself because it gave no sign of life for as long as its license allows. Once per activation, beside
/// its <see cref="ActivationDeactivated"/>.
/// </summary>
public sealed record ActivationExpired
{
    public required Guid ActivationId { get; init; }
    public required Guid LicenseId { get; init; }
    public Guid? AccountId { get; init; }
    public required DateTimeOffset ExpiredAt { get; init; }

    /// <summary>Null: never since its activation.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>What the program called the device; the host name for a domain.</summary>
    public string? Name { get; init; }
}
