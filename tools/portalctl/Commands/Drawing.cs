using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Portal.Ctl.Commands;

/// <summary>Tables from the services' JSON; a value that is absent is drawn as a dash.</summary>
internal static class Drawing
{
    private const string Nothing = "-";

    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        return table;
    }

    public static Table Add(this Table table, params string?[] cells) => table.AddRow(cells.Select(cell => new Text(cell ?? Nothing)));

    public static string? Text(this JsonElement row, string name) => row.TryGetProperty(name, out var value)
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
}
