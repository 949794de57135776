using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Ctl.Management;

namespace Portal.Ctl.Export;

/// <summary>Writes a list of objects, one a line, so that two exports can be compared line by line.</summary>
internal sealed class JsonTableWriter : IDisposable
{
    private static readonly JsonSerializerOptions OneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly StreamWriter _text;
    private bool _begun;

    public JsonTableWriter(string file)
    {
        _text = new StreamWriter(OwnFile.Create(file), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            NewLine = "\n",
        };
        _text.Write('[');
    }

    public void Write(JsonObject row)
    {
        _text.Write(_begun ? ",\n  " : "\n  ");
        _text.Write(row.ToJsonString(OneLine));
        _begun = true;
    }

    public void Dispose()
    {
        _text.Write(_begun ? "\n]\n" : "]\n");
        _text.Dispose();
    }

    /// <summary>The members of a row that are something, in this order.</summary>
    public static JsonObject Pick(JsonElement row, params IEnumerable<string> members)
    {
        var picked = new JsonObject();
        foreach (var member in members)
        {
            if (
                row.TryGetProperty(member, out var value)
                && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            )
                picked[member] = JsonNode.Parse(value.GetRawText());
        }
        return picked;
    }
}
