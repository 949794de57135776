using System.Buffers;
using System.Text;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Management;

namespace Portal.Ctl.Export;

/// <summary>Writes a comma-separated file (RFC 4180) whose first line names the columns.</summary>
internal sealed class CsvTableWriter : IDisposable
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");
    private readonly TextWriter _text;

    public CsvTableWriter(TextWriter text, params IEnumerable<string> columns)
    {
        _text = text;
        Write(columns);
    }

    public static CsvTableWriter Create(string file, params IEnumerable<string> columns) =>
        new(new StreamWriter(OwnFile.Create(file), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)), columns);

    public void Write(params IEnumerable<string?> values)
    {
        var first = true;
        foreach (var value in values)
        {
            if (!first)
                _text.Write(',');
            _text.Write(value is null ? "" : Quoted(SpreadsheetText.Write(value)));
            first = false;
        }
        _text.Write('\n');
    }

    public void Dispose() => _text.Dispose();

    private static string Quoted(string value) =>
        value.AsSpan().ContainsAny(Special) || value.Length != value.Trim().Length
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
}
