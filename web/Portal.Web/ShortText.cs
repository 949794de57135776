using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Web;

/// <summary>Long and technical values as people read them.</summary>
public static partial class ShortText
{
    /// <summary>The beginning and the end of an identifier or a long name, never half a character.</summary>
    public static string Middle(string text, int room = 20)
    {
        if (text.Length <= room)
            return text;
        var (start, end) = ((room - 1) / 2 + (room - 1) % 2, text.Length - (room - 1) / 2);
        if (char.IsLowSurrogate(text[start]))
            start--;
        if (char.IsLowSurrogate(text[end]))
            end++;
        return $"{text[..start]}…{text[end..]}";
    }

    /// <summary>As much of the beginning as there is room for, up to the end of a word.</summary>
    public static string Beginning(string text, int room = 240)
    {
        if (text.Length <= room)
            return text;
        var end = text.LastIndexOf(' ', room - 1);
        return text[..(end > room / 2 ? end : room - 1)].TrimEnd() + "…";
    }

    public static string Size(long bytes)
    {
        string[] units = ["bytes", "KB", "MB", "GB", "TB"];
        var size = (double)bytes;
        var unit = 0;
        for (; size >= 999.5 && unit < units.Length - 1; unit++)
            size /= 1024;
        return size.ToString(unit == 0 || size >= 99.5 ? "0" : "0.#", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    /// <summary>"license.key-revealed" and "KeyRevealed" as "Key revealed".</summary>
    public static string Words(string code)
    {
        var last = code[(code.LastIndexOf('.') + 1)..];
        var words = WordStart().Replace(last, " $1").Replace('-', ' ').Replace('_', ' ').Trim().ToLowerInvariant();
        words = Acronym().Replace(words, match => match.Value.ToUpperInvariant());
        return words.Length == 0 ? code : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>"gpkg,dxf" as "gpkg, dxf", which has room to break; a number such as 1,000 stays one.</summary>
    public static string List(string text) => CommaOfList().Replace(text, ", ");

    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    [GeneratedRegex("\\b(api|cpu|csv|gpu|ip|pdf|sso|usb)\\b")]
    private static partial Regex Acronym();

    [GeneratedRegex("(?<=[A-Za-z]),(?=[A-Za-z])")]
    private static partial Regex CommaOfList();

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex WordStart();
}
