using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Bench;

internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Prints the rows, writes them, and ends with 1 if a bar is missed.</summary>
    public static async Task<int> Of(Task<IReadOnlyList<Row>> measuring, FileInfo? file)
    {
        var rows = await measuring;
        Console.WriteLine($"{"", -52} {"value", 12} {"reference", 12} {"ratio", 7}  bar");
        foreach (var row in rows)
            Console.WriteLine(Line(row));
        if (file is not null)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(rows, Json));
        return rows.Any(row => row.Holds == false) ? 1 : 0;
    }

    private static string Line(Row row) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Scenario + ": " + row.Case, -52} {row.Value, 9:0.00} {row.Unit, -2} {row.Reference, 12:0.00} {row.Ratio, 7:0.00}  {row.Bar}{(row.Holds switch { true => " holds", false => " MISSED", null => "" })}"
        );
}
