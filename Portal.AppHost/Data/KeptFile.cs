using System.Text.Json;

namespace Portal.AppHost.Data;

/// <summary>Named values that are made once and then stay with the data: a JSON file that only its owner can read.</summary>
internal sealed class KeptFile<T>(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Lock _gate = new();

    /// <summary>The kept value, or <paramref name="make"/>'s, which is kept from then on.</summary>
    /// <param name="isUsable">A kept value that is not usable any more is made anew.</param>
    public T GetOrAdd(string name, Func<T> make, Func<T, bool>? isUsable = null)
    {
        lock (_gate)
        {
            var values = Read();
            if (values.TryGetValue(name, out var known) && (isUsable is null || isUsable(known)))
                return known;
            values[name] = make();
            OwnersFile.Write(path, values, Indented);
            return values[name];
        }
    }

    public IReadOnlyDictionary<string, T> All()
    {
        lock (_gate)
            return Read();
    }

    private SortedDictionary<string, T> Read() =>
        File.Exists(path) ? JsonSerializer.Deserialize<SortedDictionary<string, T>>(File.ReadAllBytes(path))! : [];
}
