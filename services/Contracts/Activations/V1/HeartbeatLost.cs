namespace Portal.Contracts.Activations.V1;

/// <summary>A device was not seen for longer than its license asks. Once for each loss.</summary>
public sealed record HeartbeatLost
{
    public required Guid ActivationId { get; init; }
    public required Guid LicenseId { get; init; }
    public Guid? AccountId { get; init; }
    public required DateTimeOffset LostAt { get; init; }

    /// <summary>Null: never since its activation.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>What the program called the device; the host name for a domain.</summary>
    public string? Name { get; init; }
}
