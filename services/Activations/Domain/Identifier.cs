using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Domain;

/// <summary>What a license is bound to: an opaque hardware identifier, or a host name in its one normal form.</summary>
internal readonly record struct Identifier
{
    private const int MaxLength = 255;
    private const string Www = "www.";
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public ActivationKind Kind { get; }
    public string Value { get; }

    private Identifier(ActivationKind kind, string value) => (Kind, Value) = (kind, value);

    /// <summary>False for an empty or overlong identifier, one with control characters, and a domain that is none.</summary>
    public static bool TryParse(string? text, ActivationKind kind, out Identifier identifier)
    {
        var trimmed = text?.Trim() ?? "";
        var value =
            trimmed.Length is 0 or > MaxLength || trimmed.Any(char.IsControl) ? null
            : kind == ActivationKind.Domain ? Host(trimmed)
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

    /// <summary>A host name in the letters of its script; as it is where it cannot be read.</summary>
    public static string Unicode(string host)
    {
        try
        {
            return Idn.GetUnicode(host);
        }
        catch (ArgumentException)
        {
            return host;
        }
    }

    /// <summary>The host of an address as somebody types or pastes it, or the part of one.</summary>
    public static string HostPart(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? text[(scheme + 3)..] : text;
        var host = start.Split('/', '\\', '?', '#')[0].Split('@')[^1];
        return host.EndsWith('.') ? host[..^1] : host;
    }

    /// <summary>Lower case, without scheme, user, port, path and trailing dot; international names in punycode (UTS 46); addresses in their short form.</summary>
    private static string? Host(string text)
    {
        var host = HostPart(text);
        if (host.StartsWith('['))
            return host.IndexOf(']', StringComparison.Ordinal) is var end and > 0 ? Address(host[1..end]) : null;
        if (host.Count(letter => letter == ':') > 1)
            return Address(host);
        host = host.Split(':')[0];
        try
        {
            var name = Idn.GetAscii(host.EndsWith('.') ? host[..^1] : host).ToLowerInvariant();
            return IsNumeric(name) ? Address(name) : name;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A name whose last label is a number is an address or nothing (WHATWG URL).</summary>
    private static bool IsNumeric(string name) => name[(name.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit);

    private static string? Address(string text) =>
        !text.Contains('%', StringComparison.Ordinal)
        && IPAddress.TryParse(text, out var address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(letter => letter == '.') == 3)
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
            : null;
}
