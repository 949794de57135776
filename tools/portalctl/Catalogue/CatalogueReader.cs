using System.Text;

namespace Portal.Ctl.Catalogue;

/// <summary>Reads the tables of a catalogue, each as JSON or CSV (of blocked identifiers there may be none), and checks them as a whole before anybody acts on them.</summary>
internal static class CatalogueReader
{
    private const string Blocked = "blocked";
    private static readonly IReadOnlyList<string> Tables =
    [
        "products",
        "policies",
        "accounts",
        "licenses",
        "activations",
        "releases",
    ];

    /// <param name="withFiles">False: the files of releases are of no interest and may be absent.</param>
    public static VendorCatalogue Read(string folder, bool withFiles = true)
    {
        var faults = new Faults();
        foreach (var name in Tables)
            Find(folder, name, faults);
        if (Exists(folder, Blocked))
            Find(folder, Blocked, faults);
        faults.ThrowIfAny();
        var catalogue = new VendorCatalogue(
            folder,
            [.. Table("products", CatalogueRows.Product)],
            [.. Table("policies", CatalogueRows.Policy)],
            [.. Table("accounts", CatalogueRows.Account)],
            Table("licenses", CatalogueRows.License),
            Table("activations", CatalogueRows.Activation),
            [.. Table("releases", CatalogueRows.Release)],
            Exists(folder, Blocked) ? [.. Table(Blocked, CatalogueRows.Blocked)] : []
        );
        new CatalogueRules(catalogue, withFiles).Check();
        faults.Settle();
        return catalogue;

        IEnumerable<T> Table<T>(string name, Func<Row, T> read) =>
            new Rereading<T>(() => Row.Read(Cells(folder, name, faults), faults, read));
    }

    private static bool Exists(string folder, string name) =>
        File.Exists(Path.Combine(folder, name + ".json")) || File.Exists(Path.Combine(folder, name + ".csv"));

    private static void Find(string folder, string name, Faults faults)
    {
        var (json, csv) = (Path.Combine(folder, name + ".json"), Path.Combine(folder, name + ".csv"));
        if (File.Exists(json) && File.Exists(csv))
            faults.Add(new Position(csv, 1, 1), $"There is {name}.json as well; one of them must go.");
        else if (!File.Exists(json) && !File.Exists(csv))
            faults.Add(
                new Position(json, 1, 1),
                $"A catalogue needs {name}.json or {name}.csv; it may be empty but not absent."
            );
    }

    private static IEnumerable<Cell> Cells(string folder, string name, Faults faults)
    {
        var json = Path.Combine(folder, name + ".json");
        return File.Exists(json)
            ? new JsonTable(json, WithoutMark(File.ReadAllBytes(json)), faults).Rows()
            : Csv(Path.Combine(folder, name + ".csv"), faults);
    }

    private static IEnumerable<Cell> Csv(string file, Faults faults)
    {
        using var text = new StreamReader(file);
        foreach (var cell in new CsvTable(file, text, faults).Rows())
            yield return cell;
    }

    private static byte[] WithoutMark(byte[] utf8) =>
        utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;

    private sealed class Rereading<T>(Func<IEnumerable<T>> read) : IEnumerable<T>
    {
        public IEnumerator<T> GetEnumerator() => read().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
