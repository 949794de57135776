using System.Text;
using System.Text.Json;

namespace Portal.Ctl.Catalogue;

/// <summary>Reads a JSON list of objects and keeps where each value stands. Comments and trailing commas are allowed: people edit these files.</summary>
internal sealed class JsonTable(string file, byte[] utf8, Faults faults)
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public IReadOnlyList<Cell> Rows()
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, Lenient);
            reader.Read();
            var root = Value(ref reader);
            while (reader.Read()) { }
            if (root.Items is { } rows && rows.All(row => row.Fields is not null))
                return rows;
            faults.Add(root.Items?.First(row => row.Fields is null).At ?? root.At, "Expected a list of objects: [ { … }, { … } ].");
        }
        catch (JsonException broken)
        {
            faults.Add(PositionIn((int)(broken.LineNumber ?? 0), (int)(broken.BytePositionInLine ?? 0)), "Not valid JSON. " + Reason(broken));
        }
        return [];
    }

    private Cell Value(ref Utf8JsonReader reader)
    {
        var cell = new Cell(PositionOf(reader.TokenStartIndex));
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return cell with { Fields = Fields(ref reader) };
            case JsonTokenType.StartArray:
                var items = new List<Cell>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Value(ref reader));
                return cell with { Items = items };
            case JsonTokenType.Null:
                return cell;
            case JsonTokenType.String:
                return cell with { Text = reader.GetString() };
            default:
                return cell with { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
        }
    }

    private Dictionary<string, Cell> Fields(ref Utf8JsonReader reader)
    {
        var fields = new Dictionary<string, Cell>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (name, at) = (reader.GetString()!, PositionOf(reader.TokenStartIndex));
            reader.Read();
            if (!fields.TryAdd(name, Value(ref reader) with { NameAt = at }))
                faults.Add(at, $"\"{name}\" occurs twice in one object.");
        }
        return fields;
    }

    private Position PositionOf(long offset)
    {
        var before = utf8.AsSpan(0, (int)offset);
        return PositionIn(before.Count((byte)'\n'), before.Length - before.LastIndexOf((byte)'\n') - 1);
    }

    /// <summary>From lines and bytes counted from 0, as the reader counts, to what an editor shows.</summary>
    private Position PositionIn(int line, int bytes)
    {
        var rest = utf8.AsSpan();
        for (var i = 0; i < line; i++)
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        return new Position(file, line + 1, Encoding.UTF8.GetCharCount(rest[..Math.Min(bytes, rest.Length)]) + 1);
    }

    private static string Reason(JsonException broken) => broken.Message.Split(" LineNumber:")[0];
}
