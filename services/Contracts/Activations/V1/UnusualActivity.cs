namespace Portal.Contracts.Activations.V1;

/// <summary>One license was activated from many networks in a short time. A hint; nothing was refused for it. At most once an hour for each license.</summary>
public sealed record UnusualActivity
{
    public required Guid LicenseId { get; init; }
    public Guid? AccountId { get; init; }
    public required DateTimeOffset NoticedAt { get; init; }

    /// <summary>Activations within the time.</summary>
    public required int Activations { get; init; }

    /// <summary>Different networks that the last fifty of them came from.</summary>
    public required int Networks { get; init; }

    /// <summary>Length of the time in minutes.</summary>
    public required int Minutes { get; init; }
}
