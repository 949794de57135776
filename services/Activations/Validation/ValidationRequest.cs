using Portal.Activations.Domain;
using Portal.Rules;

namespace Portal.Activations.Validation;

/// <summary>What is to be validated besides the key; the same for every protocol.</summary>
internal sealed record ValidationRequest
{
    public string? Product { get; init; }

    public string? Version
    {
        get;
        init => field = PlainText.Clean(value, ProductVersion.MaxLength) ?? value;
    }

    public string? Environment { get; init; }
    public IReadOnlyList<string> Entitlements { get; init; } = [];
    public Identifier? Identifier { get; init; }
    public Fingerprint? Fingerprint { get; init; }
}
