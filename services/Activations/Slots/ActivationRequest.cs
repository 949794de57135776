using Portal.Activations.Domain;
using Portal.Rules;

namespace Portal.Activations.Slots;

/// <summary>A device or domain to activate; the same for every protocol. What programs call it is cut to its length rather than refused.</summary>
internal sealed record ActivationRequest
{
    public Identifier? Identifier { get; init; }
    public Fingerprint? Fingerprint { get; init; }
    public string? Product { get; init; }
    public string? Name
    {
        get;
        init => field = PlainText.Clean(value, 255);
    }

    public string? Platform
    {
        get;
        init => field = PlainText.Clean(value, 64);
    }

    public string? Version
    {
        get;
        init => field = PlainText.Clean(value, ProductVersion.MaxLength);
    }

    public string? Ip { get; init; }
}
