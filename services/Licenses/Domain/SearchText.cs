using System.Text.RegularExpressions;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;

namespace Portal.Licenses.Domain;

/// <summary>What a search matches: key, edition and order number without the separators that people leave out or add.</summary>
internal static partial class SearchText
{
    /// <summary>Left out of both sides of a comparison: hyphens of any kind, spaces, and what else divides keys into groups.</summary>
    public const string Separators = "-_.:/ \u00A0\u2010\u2011\u2012\u2013\u2014";

    private const int MinKeyPart = 4;

    /// <summary>The names by which vendors note the order number of a license; the database has the same in <see cref="Sql"/>.</summary>
    private const string OrderName = "^order([-_ ]?(no|number|id))?$";

    /// <summary>The searched column. A line break stands between its parts, so that nothing is found across them.</summary>
    public const string Sql =
        $"translate(key || chr(10) || coalesce(snapshot ->> 'edition', '') || chr(10) || coalesce({Order}, ''), '{Separators}', '')";

    private const string Order =
        $$"""jsonb_path_query_first(metadata, '$[*] ? (@.name like_regex "{{OrderName}}" flag "i").value') #>> '{}'""";

    public static string Of(string text) =>
        string.Concat(text.Where(letter => !Separators.Contains(letter, StringComparison.Ordinal)));

    /// <summary>
    /// A regular expression for the same text as part of a key, with the letters and digits that people mistake for each other. Fewer
    /// than four characters would be found by chance.
    /// </summary>
    public static string OfKey(string text)
    {
        var folded = LicenseKeyHash.Fold(text);
        return folded.Length < MinKeyPart
            ? Regex.Escape(Of(text))
            : LookAlikes().Replace(Regex.Escape(folded), match => match.Value is "0" or "O" ? "[0O]" : "[1IL]");
    }

    /// <summary>The vendor's order number of a license, as the customer has it on the invoice; null if none is noted.</summary>
    public static string? OrderNumber(IEnumerable<MetadataItem> metadata) =>
        metadata.FirstOrDefault(item => IsOrder().IsMatch(item.Name))?.Value;

    [GeneratedRegex("[0O1IL]", RegexOptions.CultureInvariant)]
    private static partial Regex LookAlikes();

    [GeneratedRegex(OrderName, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsOrder();
}
