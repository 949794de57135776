using System.Text;

namespace Portal.Ctl.Catalogue;

/// <summary>Reads a comma-separated file (RFC 4180) whose first line names the columns, row by row. Empty lines are skipped.</summary>
internal sealed class CsvTable(string file, TextReader text, Faults faults)
{
    private const int End = -1;

    private readonly StringBuilder _value = new();
    private int _next = text.Read();
    private int _line = 1,
        _column = 1;

    private Position Here => new(file, _line, _column);

    public IEnumerable<Cell> Rows()
    {
        List<Cell>? header = null;
        while (_next != End)
        {
            var record = Record(header?.Count ?? 0);
            if (record is [{ Text: null }])
                continue;
            if (header is null && !IsHeader(record))
                yield break;
            if (header is null)
                header = record;
            else if (record.Count == header.Count)
                yield return new Cell(record[0].At) { Fields = Named(header, record) };
            else
                faults.Add(
                    record[0].At,
                    $"This line has {record.Count} values; the header names {header.Count} columns."
                );
        }
        if (header is null)
            faults.Add(new Position(file, 1, 1), "The file is empty; its first line must name the columns.");
    }

    private static Dictionary<string, Cell> Named(List<Cell> header, List<Cell> record)
    {
        var fields = new Dictionary<string, Cell>(header.Count);
        for (var i = 0; i < header.Count; i++)
            fields.Add(header[i].Text!, record[i] with { NameAt = header[i].At });
        return fields;
    }

    private bool IsHeader(List<Cell> names)
    {
        var wrong = names.GroupBy(name => name.Text).Where(group => group.Key is null || group.Count() > 1).ToList();
        foreach (var group in wrong)
            faults.Add(
                group.Last().At,
                group.Key is null ? "A column has no name." : $"The column \"{group.Key}\" occurs twice."
            );
        return wrong.Count == 0;
    }

    private List<Cell> Record(int expected)
    {
        var cells = new List<Cell>(expected);
        do cells.Add(_next == '"' ? Quoted() : Plain());
        while (Skip(','));
        if (_next is not ('\r' or '\n' or End))
        {
            faults.Add(Here, "A comma or the end of the line must follow the closing quotation mark.");
            while (_next is not ('\n' or End))
                Take();
        }
        Skip('\r');
        Skip('\n');
        return cells;
    }

    private char Take()
    {
        var taken = (char)_next;
        (_line, _column) = taken == '\n' ? (_line + 1, 1) : (_line, _column + 1);
        _next = text.Read();
        return taken;
    }

    private bool Skip(char expected)
    {
        if (_next != expected)
            return false;
        Take();
        return true;
    }

    private Cell Plain()
    {
        var at = Here;
        _value.Clear();
        while (_next is not (',' or '\r' or '\n' or End))
            _value.Append(Take());
        var plain = _value.ToString().Trim();
        return new Cell(at) { Text = plain.Length == 0 ? null : SpreadsheetText.Read(plain) };
    }

    private Cell Quoted()
    {
        var at = Here;
        _value.Clear();
        Take();
        while (_next != End)
        {
            var taken = Take();
            if (taken == '"' && !Skip('"')) // a doubled mark stands for one
                return new Cell(at) { Text = _value.Length == 0 ? null : SpreadsheetText.Read(_value.ToString()) };
            _value.Append(taken);
        }
        faults.Add(at, "The quotation mark that begins here is never closed.");
        return new Cell(at);
    }
}
