using System.Globalization;
using Portal.Contracts.Activations.V1;

namespace Portal.Activations.Domain;

/// <summary>What a license is bound to: an opaque hardware identifier, or a host name in its one normal form.</summary>
internal readonly record struct Identifier
{
    private const int Longest = 255;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public ActivationKind Kind { get; }
    public string Value { get; }

    private Identifier(ActivationKind kind, string value) => (Kind, Value) = (kind, value);

    /// <summary>False for an empty or overlong identifier, one with control characters, and a domain that is none.</summary>
    public static bool TryParse(string? text, ActivationKind kind, out Identifier identifier)
    {
        var trimmed = text?.Trim() ?? "";
        var value = trimmed.Length is 0 or > Longest || trimmed.Any(char.IsControl) ? null : kind == ActivationKind.Domain ? Host(trimmed) : trimmed;
        identifier = value is null ? default : new(kind, value);
        return value is not null;
    }

    /// <summary>Lower case, without scheme, port, path and trailing dot, international names in punycode (RFC 5890).</summary>
    private static string? Host(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? text[(scheme + 3)..] : text;
        var host = start.Split('/', '?', '#')[0].Split('@')[^1];
        host = host.LastIndexOf(':') is var port and > 0 ? host[..port] : host;
        try
        {
            return Idn.GetAscii(host.TrimEnd('.')).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
