using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Portal.Rules;

/// <summary>The host of an address as people type and paste it, read as a browser does (https://url.spec.whatwg.org).</summary>
public static partial class HostName
{
    private const int MaxPort = 65535;
    private static readonly string[] Schemes = ["http", "https", "ws", "wss", "ftp"];

    // Names of ordinary use are not checked against STD 3, as in browsers: an underscore is fine.
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false, AllowUnassigned = true };

    /// <summary>
    /// Lower case, without scheme, user, port, path and trailing dot; international names in punycode (UTS 46); addresses in their
    /// short form. False: there is no host in it.
    /// </summary>
    public static bool TryParse(string? text, out string host)
    {
        host = Authority(text ?? "") is { } authority && Name(authority) is { } name ? name : "";
        return host.Length > 0;
    }

    /// <summary>The host of an address, or the part of one that was typed so far.</summary>
    public static string Part(string text) => Authority(text) is { } authority ? authority.TrimEnd('.') : text;

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

    /// <summary>What stands between the slashes, without the user. Null: an address of another kind, such as <c>mailto:</c>.</summary>
    private static string? Authority(string text)
    {
        // A browser drops these before it reads anything, and takes one kind of slash for the other.
        var address = string.Concat(text.Where(letter => letter is not ('\t' or '\r' or '\n')))
            .Trim([.. Enumerable.Range(0, 0x21).Select(letter => (char)letter), '\u00A0'])
            .Replace('\\', '/');
        if (Scheme().Match(address) is { Success: true } scheme)
        {
            var rest = address[scheme.Length..];
            if (Schemes.Contains(scheme.Groups["name"].Value.ToLowerInvariant()))
                address = rest.TrimStart('/', ':');
            else if (rest.StartsWith("//", StringComparison.Ordinal))
                address = rest[2..];
            else if (
                !IsPort(rest.Split('/', '?', '#')[0]) && !IPAddress.TryParse(address.Split('/', '?', '#')[0], out _)
            )
                return null;
        }
        else if (address.StartsWith("//", StringComparison.Ordinal))
            address = address.TrimStart('/');
        return address.Split('/', '?', '#')[0].Split('@')[^1];
    }

    private static bool IsPort(string text) =>
        text.All(char.IsAsciiDigit)
        && (text.Length == 0 || int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port <= MaxPort);

    private static string? Name(string authority)
    {
        if (authority.StartsWith('['))
            return
                authority.Split(']') is [var inner, var after]
                && (after.Length == 0 || after[0] == ':' && IsPort(after[1..]))
                ? Address6(inner[1..])
                : null;
        if (authority.Count(letter => letter == ':') > 1)
            return Address6(authority);
        if (authority.Split(':') is [_, var port] && !IsPort(port))
            return null;
        try
        {
            var host = Uri.UnescapeDataString(authority.Split(':')[0]);
            var name = Idn.GetAscii(host.EndsWith('.') ? host[..^1] : host).ToLowerInvariant();
            return !Letters().IsMatch(name) || Schemes.Contains(name) ? null
                : IsNumber(name[(name.LastIndexOf('.') + 1)..]) ? Address4(name)
                : name;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsNumber(string label) => label.All(char.IsAsciiDigit) || HexNumber().IsMatch(label);

    /// <summary>One to four numbers, each decimal, octal or hexadecimal; the last one fills up what is left.</summary>
    private static string? Address4(string name)
    {
        var labels = name.Split('.');
        if (labels.Length > 4 || labels.Select(Number).ToList() is var parts && parts.Any(part => part is null))
            return null;
        var numbers = labels.Select(label => Number(label)!.Value).ToList();
        if (numbers.SkipLast(1).Any(number => number > byte.MaxValue) || numbers[^1] >= 1L << (8 * (5 - numbers.Count)))
            return null;
        var value = numbers[^1] + numbers.SkipLast(1).Select((number, index) => number << (8 * (3 - index))).Sum();
        return new IPAddress([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]).ToString();
    }

    private static long? Number(string label)
    {
        try
        {
            return label switch
            {
                "" => null,
                ['0', 'x', .. var hex] => hex.Length == 0 ? 0 : Convert.ToInt64(hex, 16),
                ['0', _, ..] => Convert.ToInt64(label, 8),
                _ => long.Parse(label, NumberStyles.None, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception malformed) when (malformed is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static string? Address6(string text) =>
        !text.Contains('%', StringComparison.Ordinal)
        && IPAddress.TryParse(text, out var address)
        && address.AddressFamily == AddressFamily.InterNetworkV6
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
            : null;

    [GeneratedRegex(@"\A(?<name>https?|wss?|ftp)(?=:|//)|\A(?<name>[A-Za-z][A-Za-z0-9+.-]*):", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A0x[0-9a-f]*\z")]
    private static partial Regex HexNumber();

    [GeneratedRegex(@"\A[a-z0-9_-]+(\.[a-z0-9_-]+)*\z")]
    private static partial Regex Letters();
}
