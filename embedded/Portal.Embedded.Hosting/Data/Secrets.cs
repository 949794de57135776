using System.Security.Cryptography;

namespace Portal.Embedded.Hosting.Data;

/// <summary>Passwords and kept parameters, made once.</summary>
internal sealed class Secrets(DataFolder data)
{
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly string _path = data.File("secrets.json");
    private readonly SortedDictionary<string, string> _values = JsonFile.Read<SortedDictionary<string, string>>(data.File("secrets.json")) ?? [];

    public string GetOrMake(string name, int length = 32, bool special = false)
    {
        if (_values.TryGetValue(name, out var known))
            return known;
        var made = Random(length, special);
        _values[name] = made;
        JsonFile.Write(_path, _values);
        return made;
    }

    public static string Random(int length, bool special) => RandomNumberGenerator.GetString(special ? Plain + "-_.~!*" : Plain, length);
}
