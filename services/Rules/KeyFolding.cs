using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Rules;

/// <summary>
/// License keys as people type and paste them. The client library compiles this file too, so it needs nothing but .NET Standard 2.0.
/// </summary>
internal static class KeyFolding
{
    private const int MinLength = 8,
        MaxLength = 1024;

    // Used as separators though Unicode does not class them as punctuation: minus, long vowel mark (what a Japanese keyboard types for
    // a dash), box lines, and blanks that are letters to Unicode; the last one stands for bytes that were no text.
    private const string OtherSeparators = "<>~|`^\u2212\u30FC\u2500\u2501\u034F\u115F\u1160\u2800\u3164\uFFFD";

    private static readonly Regex Generated = new(
        "(?:^|-)(?:(?:[0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}|[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12})$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    /// <summary>The one form by which a key that was issued is found; null if it has too few letters and digits for that.</summary>
    public static string? OfIssued(string key)
    {
        var folded = Fold(key);
        return folded.Length < MinLength ? null
            : Generated.IsMatch(key) ? WithoutLookAlikes(folded)
            : folded;
    }

    /// <summary>
    /// The forms that a typed key may have been issued in, the more literal one first. <c>O</c>, <c>I</c> and <c>L</c> are tried as
    /// digits, too: that finds only keys whose alphabet has no such letters.
    /// </summary>
    public static IReadOnlyList<string> OfTyped(string text)
    {
        var folded = Fold(text);
        if (folded.Length < MinLength)
            return [];
        var digits = WithoutLookAlikes(folded);
        return digits == folded ? [folded] : [folded, digits];
    }

    /// <summary><c>O</c> as <c>0</c>, <c>I</c> and <c>L</c> as <c>1</c>.</summary>
    public static string WithoutLookAlikes(string folded) =>
        folded.Replace('O', '0').Replace('I', '1').Replace('L', '1');

    /// <summary>Letters, digits and symbols, in upper case and in their plain form: no separators, nothing invisible.</summary>
    public static string Fold(string text)
    {
        if (text.Length > MaxLength)
            return "";
        // NFKC turns full-width into plain characters, and refuses half of a surrogate pair.
        var plain = WellFormed(text).Normalize(NormalizationForm.FormKC);
        var folded = new StringBuilder(plain.Length);
        foreach (var letter in plain)
        {
            if (IsLetter(letter))
                folded.Append(letter is '\u0131' or '\u0130' ? 'I' : char.ToUpperInvariant(letter));
        }
        return folded.ToString();
    }

    private static bool IsLetter(char letter) =>
        letter is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')
        || (
            letter is not (>= '\uFE00' and <= '\uFE0F')
            && OtherSeparators.IndexOf(letter) < 0
            && CharUnicodeInfo.GetUnicodeCategory(letter)
                is not (
                    UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.SpaceSeparator
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.DashPunctuation
                    or UnicodeCategory.ConnectorPunctuation
                    or UnicodeCategory.OpenPunctuation
                    or UnicodeCategory.ClosePunctuation
                    or UnicodeCategory.InitialQuotePunctuation
                    or UnicodeCategory.FinalQuotePunctuation
                    or UnicodeCategory.OtherPunctuation
                )
        );

    private static string WellFormed(string text)
    {
        var whole = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                whole.Append(text[i]).Append(text[++i]);
            else
                whole.Append(char.IsSurrogate(text[i]) ? '\uFFFD' : text[i]);
        }
        return whole.ToString();
    }
}
