using System.Globalization;
using System.Text;

namespace Portal.Rules;

/// <summary>Names and other text that programs and people send, to be stored and shown.</summary>
public static class PlainText
{
    /// <summary>
    /// Trimmed, in Unicode normalization form C, without control characters, invisible ones and those that change the direction of what
    /// follows; cut to <paramref name="maxLength"/> UTF-16 units, but not inside a character. Null: nothing is left.
    /// </summary>
    public static string? Clean(string? text, int maxLength)
    {
        if (text is null)
            return null;
        var clean = new StringBuilder();
        foreach (var letter in text.EnumerateRunes().Where(letter => !IsInvisible(letter)))
            clean.Append(letter.ToString());
        var whole = clean.ToString().Normalize(NormalizationForm.FormC).Trim();
        var kept = whole.Length <= maxLength ? whole : Cut(whole, maxLength).TrimEnd();
        return kept.Length == 0 ? null : kept;
    }

    /// <summary>Joiners stay: emoji and several scripts need them.</summary>
    public static bool IsInvisible(Rune letter) =>
        letter.Value is not (0x200C or 0x200D)
        && Rune.GetUnicodeCategory(letter)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    private static string Cut(string text, int maxLength)
    {
        var end = 0;
        foreach (var start in StringInfo.ParseCombiningCharacters(text).Append(text.Length))
        {
            if (start > maxLength)
                break;
            end = start;
        }
        return text[..end];
    }
}
