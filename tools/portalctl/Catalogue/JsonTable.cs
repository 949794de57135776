using System.Text;
using System.Text.Json;

namespace Portal.Ctl.Catalogue;

/// <summary>
/// Reads a JSON list of objects, row by row, and keeps where each value stands. Comments and trailing commas are allowed: people
/// edit these files.
/// </summary>
internal sealed class JsonTable(string file, byte[] utf8, Faults faults)
{
    private JsonReaderState _state = new(
        new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
    );
    private int _read;

    // The place up to which lines and characters are counted: values are met in the order in which they stand.
    private int _counted,
        _line = 1,
        _column = 1;

    public IEnumerable<Cell> Rows()
    {
        if (!Begin())
            yield break;
        while (Next() is { } row)
        {
            if (row.Fields is not null)
                yield return row;
            else
                faults.Add(row.At, "Expected an object: { … }.");
        }
    }

    private bool Begin()
    {
        try
        {
            var reader = Reader();
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
                faults.Add(PositionOf(reader.TokenStartIndex), "Expected a list of objects: [ { … }, { … } ].");
            Keep(ref reader);
            return reader.TokenType == JsonTokenType.StartArray;
        }
        catch (JsonException broken)
        {
            Refuse(broken);
            return false;
        }
    }

    /// <summary>Null: there are no more, or none that can be read.</summary>
    private Cell? Next()
    {
        try
        {
            var reader = Reader();
            if (!reader.Read())
                return null;
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                while (reader.Read()) { }
                return null;
            }
            var row = Value(ref reader);
            Keep(ref reader);
            return row;
        }
        catch (JsonException broken)
        {
            Refuse(broken);
            return null;
        }
    }

    private Utf8JsonReader Reader() => new(utf8.AsSpan(_read), isFinalBlock: true, _state);

    private void Keep(ref Utf8JsonReader reader) =>
        (_read, _state) = (_read + (int)reader.BytesConsumed, reader.CurrentState);

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
        var passed = utf8.AsSpan(_counted, _read + (int)offset - _counted);
        _counted += passed.Length;
        if (passed.LastIndexOf((byte)'\n') is var end and >= 0)
        {
            _line += passed.Count((byte)'\n');
            _column = 1;
            passed = passed[(end + 1)..];
        }
        _column += Encoding.UTF8.GetCharCount(passed);
        return new Position(file, _line, _column);
    }

    /// <summary>From lines and bytes counted from 0, as the reader counts, to what an editor shows.</summary>
    private void Refuse(JsonException broken)
    {
        var rest = utf8.AsSpan();
        var lines = (int)(broken.LineNumber ?? 0);
        for (var i = 0; i < lines; i++)
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        var bytes = Math.Min((int)(broken.BytePositionInLine ?? 0), rest.Length);
        faults.Add(
            new Position(file, lines + 1, Encoding.UTF8.GetCharCount(rest[..bytes]) + 1),
            "Not valid JSON. " + broken.Message.Split(" LineNumber:")[0]
        );
    }
}
