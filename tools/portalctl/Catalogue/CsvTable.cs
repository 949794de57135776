using System.Text;

namespace Portal.Ctl.Catalogue;

/// <summary>Reads a comma-separated file (RFC 4180) whose first line names the columns, row by row. Empty lines are skipped.</summary>
internal sealed class CsvTable(string file, TextReader text, Faults faults)
{
    private const int End = -1;

    private readonly StringBuilder value = new();
    private int next = text.Read();
    private int line = 1,
        column = 1;

    private Position Here => new(file, line, column);

    public IEnumerable<Cell> Rows()
    {
        List<Cell>? header = null;
        while (next != End)
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
        do cells.Add(next == '"' ? Quoted() : Plain());
        while (Skip(','));
        if (next is not ('\r' or '\n' or End))
        {
            faults.Add(Here, "A comma or the end of the line must follow the closing quotation mark.");
            while (next is not ('\n' or End))
                Take();
        }
        Skip('\r');
        Skip('\n');
        return cells;
    }

    private char Take()
    {
        var taken = (char)next;
        (line, column) = taken == '\n' ? (line + 1, 1) : (line, column + 1);
        next = text.Read();
        return taken;
    }

    private bool Skip(char expected)
    {
        if (next != expected)
            return false;
        Take();
        return true;
    }

    private Cell Plain()
    {
        var at = Here;
        value.Clear();
        while (next is not (',' or '\r' or '\n' or End))
            value.Append(Take());
        var plain = value.ToString().Trim();
        return new Cell(at) { Text = plain.Length == 0 ? null : plain };
    }

    private Cell Quoted()
    {
        var at = Here;
        value.Clear();
        Take();
        while (next != End)
        {
            var taken = Take();
            if (taken == '"' && !Skip('"')) // a doubled mark stands for one
                return new Cell(at) { Text = value.Length == 0 ? null : value.ToString() };
            value.Append(taken);
        }
        faults.Add(at, "The quotation mark that begins here is never closed.");
        return new Cell(at);
    }
}
