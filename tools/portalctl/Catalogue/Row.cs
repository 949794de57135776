using System.Globalization;

namespace Portal.Ctl.Catalogue;

/// <summary>Takes typed values out of one row; what cannot be taken becomes a fault with its place.</summary>
internal sealed class Row(Cell source, Faults faults)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal) { "note" };

    private delegate bool TryParser<T>(string text, out T value);

    public bool Faulty { get; private set; }

    public Position At(string name) => source.Fields!.TryGetValue(name, out var cell) ? cell.At : source.At;

    public void Refuse(string name, string message) => Refuse(At(name), message);

    public string Text(string name)
    {
        if (Optional(name) is { } text)
            return text;
        Refuse(name, $"\"{name}\" is missing.");
        return "";
    }

    public string? Optional(string name)
    {
        _known.Add(name);
        if (!source.Fields!.TryGetValue(name, out var cell))
            return null;
        if (cell.Items is not null || cell.Fields is not null)
            Refuse(cell.At, $"\"{name}\" must be one value.");
        return cell.Text;
    }

    public Guid Id() =>
        Parse<Guid>(
            "id",
            Text("id"),
            "a UUID such as 0197a5c0-58c2-7d3e-9f10-3b7d5c1e2a44",
            (string text, out Guid id) => Guid.TryParseExact(text, "D", out id)
        );

    public int? Number(string name, int from = 0, int to = int.MaxValue) =>
        Optional(name) is { } text
            ? Parse(
                name,
                text,
                to == int.MaxValue ? $"a whole number from {from} on" : $"a whole number from {from} to {to}",
                (string value, out int number) =>
                    int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
                    && number >= from
                    && number <= to
            )
            : null;

    public bool? OptionalFlag(string name) =>
        Optional(name) is { } text ? Parse<bool>(name, text, "true or false", bool.TryParse) : null;

    public bool Flag(string name, bool otherwise) => OptionalFlag(name) ?? otherwise;

    public Moment? Time(string name) =>
        Optional(name) is { } text ? Parse<Moment>(name, text, Moment.Forms, Moment.TryParse) : null;

    public Moment RequiredTime(string name) => Parse<Moment>(name, Text(name), Moment.Forms, Moment.TryParse);

    public long Size(string name) =>
        Parse<long>(name, Text(name), "a size such as 640 KB, 12.5 MB or a number of bytes", FileSize.TryParse);

    public T OneOf<T>(string name)
        where T : struct, Enum =>
        Parse(name, Text(name), string.Join(", ", Enum.GetNames<T>().Select(CamelCase)), (string text, out T value) =>
            Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])
        );

    public T? OptionalOneOf<T>(string name)
        where T : struct, Enum => Optional(name) is null ? null : OneOf<T>(name);

    /// <summary>Null: the row leaves it to the policy. <paramref name="word"/> means none.</summary>
    public Own<T>? Own<T>(string name, string word, Func<T?> read)
        where T : struct =>
        Optional(name) is not { } text ? null
        : text == word ? new Own<T>(null)
        : new Own<T>(read());

    public OwnText? OwnText(string name) => Optional(name) is { } text ? Catalogue.OwnText.Read(text) : null;

    /// <summary>A JSON list of texts, or texts separated by semicolons.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        _known.Add(name);
        if (source.Fields!.TryGetValue(name, out var cell) && cell.Items is { } items)
            return [.. items.Select(item => item.Text ?? "")];
        return Optional(name)?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    /// <summary>A JSON list of objects with <c>name</c> and <c>value</c>, or a <see cref="NamedList"/>. Null: the row has none.</summary>
    public IReadOnlyList<(string Name, string? Value)>? NamedValues(string name)
    {
        if (source.Fields!.TryGetValue(name, out var cell) && cell.Items is not null)
            return Rows(name, item => (item.Text("name"), item.Optional("value")));
        if (Optional(name) is not { } text)
            return null;
        if (text == NamedList.Nothing)
            return [];
        if (NamedList.Read(text) is { } items)
            return items;
        Refuse(name, $"\"{text}\" is not a list such as offline-charts;max-layers=25.");
        return null;
    }

    public IReadOnlyList<T> Rows<T>(string name, Func<Row, T> read)
    {
        _known.Add(name);
        if (!source.Fields!.TryGetValue(name, out var cell))
            return [];
        if (cell.Items is { } items && items.All(item => item.Fields is not null))
            return [.. Read(items, faults, read)];
        Refuse(cell.At, $"\"{name}\" must be a list of objects.");
        return [];
    }

    /// <summary>An object inside the row, in one cell a <see cref="NamedList"/> of its members; null if there is none.</summary>
    public T? Object<T>(string name, Func<Row, T> read)
        where T : class
    {
        _known.Add(name);
        if (!source.Fields!.TryGetValue(name, out var cell) || cell is { Text: null, Items: null, Fields: null })
            return null;
        if (cell.Fields is not null)
            return Read([cell], faults, read).Single();
        if (cell.Text is { } text && Members(cell, text) is { } members)
            return Read([cell with { Text = null, Fields = members }], faults, read).Single();
        Refuse(
            cell.At,
            $"\"{name}\" must be an object, or in one cell a list such as heartbeatMinutes=60;offlineActivation=true."
        );
        return null;
    }

    public static IEnumerable<T> Read<T>(IEnumerable<Cell> rows, Faults faults, Func<Row, T> read)
    {
        foreach (var cell in rows)
        {
            var row = new Row(cell, faults);
            var value = read(row);
            foreach (var (name, unknown) in cell.Fields!)
            {
                if (!row._known.Contains(name))
                    row.Refuse(
                        unknown.NameAt,
                        $"\"{name}\" is not known here; known are {string.Join(", ", row._known.Order(StringComparer.Ordinal))}."
                    );
            }
            yield return value;
        }
    }

    private static Dictionary<string, Cell>? Members(Cell cell, string text)
    {
        var members = text == NamedList.Nothing ? [] : NamedList.Read(text);
        if (
            members is null
            || members.Any(member => string.IsNullOrEmpty(member.Value))
            || members.DistinctBy(member => member.Name).Count() < members.Count
        )
            return null;
        return members.ToDictionary(
            member => member.Name,
            member => new Cell(cell.At) { NameAt = cell.At, Text = member.Value }
        );
    }

    private void Refuse(Position at, string message)
    {
        Faulty = true;
        faults.Add(at, message);
    }

    private T Parse<T>(string name, string text, string expected, TryParser<T> parser)
        where T : struct
    {
        if (parser(text, out var value))
            return value;
        if (text.Length > 0)
            Refuse(name, $"\"{text}\" is not {expected}.");
        return default;
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
