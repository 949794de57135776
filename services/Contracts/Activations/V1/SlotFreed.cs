namespace Portal.Contracts.Activations.V1;

/// <summary>
/// The license file of a deactivated device has ended, or the device was activated again: the slot that the file held is free. Once
/// per activation whose <see cref="ActivationDeactivated"/> says that its slot is held.
/// </summary>
public sealed record SlotFreed
{
    public required Guid ActivationId { get; init; }
    public required Guid LicenseId { get; init; }
    public Guid? AccountId { get; init; }
    public required DateTimeOffset FreedAt { get; init; }

    /// <summary>Slots of the license in use after this, as of <see cref="UsageVersion"/>.</summary>
    public required int UsedSlots { get; init; }

    /// <summary>Null: no limit.</summary>
    public int? ActivationLimit { get; init; }

    /// <summary>Grows with every change of the license's slots; keep the newest.</summary>
    public required long UsageVersion { get; init; }
}
