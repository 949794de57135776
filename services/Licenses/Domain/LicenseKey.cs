using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Rules;

namespace Portal.Licenses.Domain;

/// <summary>A license key: what the customer types, found however they type it, see docs/protocol.md.</summary>
internal readonly record struct LicenseKey
{
    /// <summary>Digits and letters that are not mistaken for each other (no I, L, O, U).</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Groups = 5,
        GroupLength = 5;

    public string Value { get; }

    private LicenseKey(string value) => Value = value;

    public string Hash => LicenseKeyHash.Of(Value);

    /// <summary>Generates a key.</summary>
    public static LicenseKey New(KeyFormat format = KeyFormat.Groups, string? prefix = null)
    {
        var random =
            format == KeyFormat.Uuid
                ? Guid.NewGuid().ToString()
                : string.Join(
                    '-',
                    Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength))
                );
        return new(string.IsNullOrEmpty(prefix) ? random : $"{prefix}-{random}");
    }

    public static bool TryParse(string? text, out LicenseKey key)
    {
        var trimmed = text?.Trim() ?? "";
        var ok =
            trimmed.Length is >= 8 and <= 128
            && !trimmed
                .EnumerateRunes()
                .Any(c => c == Rune.ReplacementChar || Rune.IsWhiteSpace(c) || Rune.IsControl(c) || IsInvisible(c));
        key = ok ? new(trimmed) : default;
        return ok;
    }

    private static bool IsInvisible(Rune letter) => Rune.GetUnicodeCategory(letter) == UnicodeCategory.Format;

    public static string Mask(string key) => LicenseKeyHash.Mask(HintOf(key));

    /// <summary>The last four characters, whatever their script.</summary>
    public static string HintOf(string key) => string.Concat(key.EnumerateRunes().TakeLast(4));
}
