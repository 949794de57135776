using Portal.Activations.Domain;

namespace Portal.Activations.Slots;

/// <summary>A device or domain to activate; the same for every protocol.</summary>
internal sealed record ActivationRequest
{
    public Identifier? Identifier { get; init; }
    public Fingerprint? Fingerprint { get; init; }
    public string? Product { get; init; }
    public string? Name { get; init; }
    public string? Platform { get; init; }
    public string? Version { get; init; }
    public string? Ip { get; init; }
}
