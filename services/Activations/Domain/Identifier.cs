using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;

namespace Portal.Activations.Domain;

/// <summary>What a license is bound to: an opaque hardware identifier, or a host name in its one normal form.</summary>
internal readonly record struct Identifier
{
    private const int MaxLength = 255;
    private const string Www = "www.";

    public ActivationKind Kind { get; }
    public string Value { get; }

    private Identifier(ActivationKind kind, string value) => (Kind, Value) = (kind, value);

    /// <summary>False for an empty or overlong identifier, one with control characters, and a domain that is none.</summary>
    public static bool TryParse(string? text, ActivationKind kind, out Identifier identifier)
    {
        var trimmed = text?.Trim() ?? "";
        var value =
            trimmed.Length is 0 or > MaxLength || trimmed.Any(char.IsControl) ? null
            : kind == ActivationKind.Domain ? (HostName.TryParse(trimmed, out var host) ? host : null)
            : trimmed;
        identifier = value is null ? default : new(kind, value);
        return value is not null;
    }

    public static Identifier Of(Fingerprint fingerprint) => new(ActivationKind.Hardware, fingerprint.Identifier);

    /// <summary>Normalized for a license with these terms: without <c>www.</c> where that is the same site.</summary>
    public Identifier Under(UsageTerms? terms) =>
        Kind == ActivationKind.Domain
        && terms is { WwwIsSameSite: true }
        && Value.StartsWith(Www, StringComparison.Ordinal)
        && Value.IndexOf('.', Www.Length) > 0
            ? new(Kind, Value[Www.Length..])
            : this;
}
