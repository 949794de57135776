using System.Text;
using System.Text.Json;
using Portal.Ctl.Commands;
using Portal.Ctl.Export;
using Portal.Ctl.Management;

namespace Portal.Ctl.Issue;

/// <summary>Where ids and keys of many licenses go: a file of the user's own, which is there when it is complete, or standard output.</summary>
internal sealed class KeyFile : IDisposable
{
    private readonly string? file;
    private readonly CsvTableWriter? table;
    private readonly Utf8JsonWriter? json;

    public KeyFile(string? file, bool asJson)
    {
        this.file = file;
        if (file is null && asJson)
        {
            json = new Utf8JsonWriter(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true });
            json.WriteStartArray();
            return;
        }
        var text = file is null
            ? new StreamWriter(Console.OpenStandardOutput())
            : new StreamWriter(OwnFile.Create(Draft), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        table = new CsvTableWriter(text, "id", "key");
    }

    private string Draft => file + ".part";

    public void Write(IEnumerable<JsonElement> licenses)
    {
        foreach (var license in licenses)
        {
            table?.Write(license.Text("id"), license.Text("key"));
            if (json is not null)
                JsonSerializer.Serialize(json, new { id = license.Text("id"), key = license.Text("key") });
        }
    }

    /// <summary>All is there: the file gets its name.</summary>
    public void Finish()
    {
        Dispose();
        if (file is not null)
            File.Move(Draft, file);
    }

    public void Dispose()
    {
        table?.Dispose();
        if (json is { CurrentDepth: > 0 })
        {
            json.WriteEndArray();
            json.Dispose();
        }
    }
}
