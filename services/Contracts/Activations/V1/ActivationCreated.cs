namespace Portal.Contracts.Activations.V1;

/// <summary>A device or domain was bound to a license and took a slot. Once per activation.</summary>
public sealed record ActivationCreated
{
    public required Guid ActivationId { get; init; }
    public required Guid LicenseId { get; init; }
    public Guid? AccountId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required ActivationKind Kind { get; init; }

    /// <summary>What the program called the device; the host name for a domain.</summary>
    public string? Name { get; init; }

    public string? Platform { get; init; }
    public string? AppVersion { get; init; }

    /// <summary>Slots of the license in use after this, as of <see cref="UsageVersion"/>.</summary>
    public required int UsedSlots { get; init; }

    /// <summary>Null: no limit.</summary>
    public int? ActivationLimit { get; init; }

    /// <summary>Grows with every change of the license's slots; keep the newest.</summary>
    public required long UsageVersion { get; init; }
}

/// <summary>What an activation is bound to.</summary>
public enum ActivationKind
{
    /// <summary>A machine, by an opaque hardware identifier.</summary>
    Hardware,

    /// <summary>A web site, by its host name.</summary>
    Domain,
}
