using System.Collections.Frozen;

namespace Portal.Identity.SignIns;

/// <summary>
/// Passwords that guessers try first: 17,950 of eight characters and more, from leaks, in any case. From the dictionary of
/// zxcvbn-ts 4.1.3 (language-common, MIT license; after Dan Wheeler's zxcvbn), 168 kB.
/// </summary>
internal static class CommonPasswords
{
    private static readonly Lazy<FrozenSet<string>> All = new(Read);

    public static bool Has(string password) => All.Value.Contains(password);

    private static FrozenSet<string> Read()
    {
        using var resource = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd().Split('\n').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
