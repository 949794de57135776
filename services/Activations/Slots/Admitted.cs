using Portal.Activations.Domain;

namespace Portal.Activations.Slots;

/// <param name="IsNew">False: the device was active already.</param>
/// <param name="LastIp">Address of the license's previous activation.</param>
internal sealed record Admitted(Activation Activation, ProductCopy? Product, bool IsNew, string? LastIp)
{
    /// <summary>Ended activations whose slots are free: their license files have ended, or this is the same device again.</summary>
    public IReadOnlyList<Activation> Released { get; init; } = [];
}
