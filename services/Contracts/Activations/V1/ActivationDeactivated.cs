namespace Portal.Contracts.Activations.V1;

/// <summary>An activation ended; its slot is free unless a license file holds it. Once per activation.</summary>
public sealed record ActivationDeactivated
{
    public required Guid ActivationId { get; init; }
    public required Guid LicenseId { get; init; }
    public Guid? AccountId { get; init; }
    public required DateTimeOffset DeactivatedAt { get; init; }
    public required DeactivatedBy By { get; init; }

    /// <summary>The user who did it, when a user did.</summary>
    public Guid? UserId { get; init; }

    /// <summary>What the program called the device; the host name for a domain.</summary>
    public string? Name { get; init; }

    /// <summary>When its license file ends, which uses the slot until then; null: the slot is free.</summary>
    public DateTimeOffset? SlotHeldUntil { get; init; }

    /// <summary>Slots of the license in use after this, as of <see cref="UsageVersion"/>.</summary>
    public required int UsedSlots { get; init; }

    /// <summary>Null: no limit.</summary>
    public int? ActivationLimit { get; init; }

    /// <summary>Grows with every change of the license's slots; keep the newest.</summary>
    public required long UsageVersion { get; init; }
}

/// <summary>Who ended an activation.</summary>
public enum DeactivatedBy
{
    /// <summary>The vendor's program on the device itself.</summary>
    Software,

    /// <summary>A user of the account, in the portal.</summary>
    Customer,

    /// <summary>The vendor.</summary>
    Operator,

    /// <summary>Nobody: it gave no sign of life for as long as the license allows.</summary>
    Expiry,
}
