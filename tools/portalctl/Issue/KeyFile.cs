using System.Text;
using System.Text.Json;
using Portal.Ctl.Commands;
using Portal.Ctl.Export;
using Portal.Ctl.Management;

namespace Portal.Ctl.Issue;

/// <summary>Where ids and keys of many licenses go: a file of the user's own, which is there when it is complete, or standard output.</summary>
internal sealed class KeyFile : IDisposable
{
    private readonly string? _file;
    private readonly CsvTableWriter? _table;
    private readonly Utf8JsonWriter? _json;

    public KeyFile(string? file, bool asJson)
    {
        _file = file;
        if (file is null && asJson)
        {
            _json = new Utf8JsonWriter(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true });
            _json.WriteStartArray();
            return;
        }
        var text = _file is null
            ? new StreamWriter(Console.OpenStandardOutput())
            : new StreamWriter(OwnFile.Create(Draft), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        _table = new CsvTableWriter(text, "id", "key");
    }

    private string Draft => _file + ".part";

    public void Write(IEnumerable<JsonElement> licenses)
    {
        foreach (var license in licenses)
        {
            _table?.Write(license.Text("id"), license.Text("key"));
            if (_json is not null)
                JsonSerializer.Serialize(_json, new { id = license.Text("id"), key = license.Text("key") });
        }
    }

    /// <summary>All is there: the file gets its name.</summary>
    public void Finish()
    {
        Dispose();
        if (_file is not null)
            File.Move(Draft, _file);
    }

    public void Dispose()
    {
        _table?.Dispose();
        if (_json is { CurrentDepth: > 0 })
        {
            _json.WriteEndArray();
            _json.Dispose();
        }
    }
}
