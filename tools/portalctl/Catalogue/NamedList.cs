using System.Text;

namespace Portal.Ctl.Catalogue;

/// <summary>Names with optional values in one cell: <c>offline-charts;max-layers=25</c>. A backslash takes <c>;</c>, <c>=</c> and itself literally.</summary>
internal static class NamedList
{
    /// <summary>An empty list, where an empty cell means something else.</summary>
    public const string Nothing = "none";

    public static string Write(IEnumerable<(string Name, string? Value)> items) =>
        string.Join(
            ';',
            items.Select(item => item.Value is null ? Escape(item.Name) : $"{Escape(item.Name)}={Escape(item.Value)}")
        );

    /// <returns>Null: this is no such list.</returns>
    public static IReadOnlyList<(string Name, string? Value)>? Read(string text)
    {
        var (items, name, part) = (new List<(string, string?)>(), (string?)null, new StringBuilder());
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || text[i] == ';')
            {
                items.Add(name is null ? (part.ToString(), null) : (name, part.ToString()));
                (name, part) = (null, new StringBuilder());
            }
            else if (text[i] == '=' && name is null)
            {
                (name, part) = (part.ToString(), new StringBuilder());
            }
            else
            {
                part.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
            }
        }
        return items.Exists(item => item.Item1.Length == 0) ? null : items;
    }

    private static string Escape(string text)
    {
        var escaped = text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace(";", @"\;", StringComparison.Ordinal)
            .Replace("=", @"\=", StringComparison.Ordinal);
        return escaped == Nothing ? @"\" + escaped : escaped;
    }
}
