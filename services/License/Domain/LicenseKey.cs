using System.Security.Cryptography;
using Portal.Rules;

namespace Portal.Licensing.Domain;

/// <summary>A license key: what the customer types, compared without regard to case.</summary>
internal readonly record struct LicenseKey
{
    /// <summary>Digits and letters that are not mistaken for each other (no I, L, O, U).</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Groups = 5, GroupLength = 5;

    public string Value { get; }

    private LicenseKey(string value) => Value = value;

    public string Hash => LicenseKeyHash.Of(Value);

    /// <summary>A fresh key of 125 random bits.</summary>
    public static LicenseKey New() => new(string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength))));

    public static bool TryParse(string? text, out LicenseKey key)
    {
        var trimmed = text?.Trim() ?? "";
        var ok = trimmed.Length is >= 8 and <= 128 && !trimmed.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
        key = ok ? new(trimmed) : default;
        return ok;
    }

    public static string Mask(string key) => LicenseKeyHash.Mask(HintOf(key));

    /// <summary>The last four characters.</summary>
    public static string HintOf(string key) => key[^4..];
}
