using System.Collections;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Portal.Ctl.Commands;

/// <summary>Tables from the services' JSON; a value that is absent is drawn as a dash.</summary>
internal static class Drawing
{
    public const string Nothing = "-";

    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        return table;
    }

    public static Table Add(this Table table, params string?[] cells) =>
        table.AddRow(cells.Select(cell => new Text(cell ?? Nothing)));

    public static string? Text(this JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Array => value.GetArrayLength() == 0 ? null : string.Join(", ", value.EnumerateArray()),
                _ => value.GetRawText(),
            }
            : null;

    public static string? Time(this JsonElement row, string name) =>
        row.Text(name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)
            : null;

    /// <summary>Entitlements or metadata: <c>name</c> or <c>name=value</c>, with commas between.</summary>
    public static string? NamedValues(JsonElement row, string name) =>
        row.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            ? string.Join(
                ", ",
                list.EnumerateArray()
                    .Select(item =>
                        item.Text("value") is { } value ? $"{item.Text("name")}={value}" : item.Text("name")
                    )
            )
            : null;
}

/// <summary>Names and values of one thing, one a line.</summary>
internal sealed class Facts : IEnumerable<KeyValuePair<string, string?>>
{
    private readonly List<KeyValuePair<string, string?>> _facts = [];

    public string? this[string name]
    {
        set => _facts.Add(new(name, value));
    }

    public Grid Grid
    {
        get
        {
            var grid = new Grid().AddColumn().AddColumn();
            foreach (var (name, value) in _facts)
                grid.AddRow(new Text(name), new Text(value ?? Drawing.Nothing));
            return grid;
        }
    }

    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => _facts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
