using System.Text;

namespace Portal.Ctl.Catalogue;

/// <summary>Reads a comma-separated file (RFC 4180) whose first line names the columns. Empty lines are skipped.</summary>
internal sealed class CsvTable
{
    private readonly string file;
    private readonly string text;
    private readonly Faults faults;
    private int index;
    private int line = 1;
    private int lineStart;

    private CsvTable(string file, string text, Faults faults) => (this.file, this.text, this.faults) = (file, text, faults);

    public static IReadOnlyList<Cell> Read(string file, string text, Faults faults) => new CsvTable(file, text, faults).Rows();

    private Position Here => new(file, line, index - lineStart + 1);

    private List<Cell> Rows()
    {
        var rows = new List<Cell>();
        List<Cell>? header = null;
        while (index < text.Length)
        {
            var record = Record();
            if (record is [{ Text: null }])
                continue;
            if (header is null && !IsHeader(record))
                return rows;
            if (header is null)
                header = record;
            else if (record.Count == header.Count)
                rows.Add(new Cell(record[0].At) { Fields = header.Zip(record, (name, cell) => (name.Text, Cell: cell with { NameAt = name.At })).ToDictionary(field => field.Text!, field => field.Cell) });
            else
                faults.Add(record[0].At, $"This line has {record.Count} values; the header names {header.Count} columns.");
        }
        if (header is null)
            faults.Add(new Position(file, 1, 1), "The file is empty; its first line must name the columns.");
        return rows;
    }

    private bool IsHeader(List<Cell> names)
    {
        var wrong = names.GroupBy(name => name.Text).Where(group => group.Key is null || group.Count() > 1).ToList();
        foreach (var group in wrong)
            faults.Add(group.Last().At, group.Key is null ? "A column has no name." : $"The column \"{group.Key}\" occurs twice.");
        return wrong.Count == 0;
    }

    private List<Cell> Record()
    {
        var cells = new List<Cell>();
        do
            cells.Add(text.Length > index && text[index] == '"' ? Quoted() : Plain());
        while (Skip(','));
        if (index < text.Length && text[index] is not ('\r' or '\n'))
        {
            faults.Add(Here, "A comma or the end of the line must follow the closing quotation mark.");
            index = text.IndexOf('\n', index) is var end && end < 0 ? text.Length : end;
        }
        Skip('\r');
        if (Skip('\n'))
            (line, lineStart) = (line + 1, index);
        return cells;
    }

    private bool Skip(char expected)
    {
        if (index >= text.Length || text[index] != expected)
            return false;
        index++;
        return true;
    }

    private Cell Plain()
    {
        var (at, start) = (Here, index);
        while (index < text.Length && text[index] is not (',' or '\r' or '\n'))
            index++;
        var value = text[start..index].Trim();
        return new Cell(at) { Text = value.Length == 0 ? null : value };
    }

    private Cell Quoted()
    {
        var (at, value) = (Here, new StringBuilder());
        index++;
        while (index < text.Length)
        {
            var next = text[index++];
            if (next == '"' && !Skip('"'))   // a doubled mark stands for one
                return new Cell(at) { Text = value.Length == 0 ? null : value.ToString() };
            value.Append(next);
            if (next == '\n')
                (line, lineStart) = (line + 1, index);
        }
        faults.Add(at, "The quotation mark that begins here is never closed.");
        return new Cell(at);
    }
}
