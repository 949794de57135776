namespace Portal.Rules;

/// <summary>The words for platforms and architectures; each has one that is stored, and those that other tools use for it.</summary>
public static class Platforms
{
    public const string Any = "any";

    private static readonly Dictionary<string, string> PlatformNames = Names(
        ["windows", "win", "win32", "win64", "windows_nt", "winnt"],
        ["macos", "mac", "osx", "darwin", "macosx", "mac os x"],
        ["linux", "gnu/linux", "linux2"],
        ["android"],
        ["ios", "iphoneos"],
        ["freebsd"],
        [Any, "all", "*"]
    );

    private static readonly Dictionary<string, string> ArchNames = Names(
        ["x64", "amd64", "x86_64", "x86-64", "em64t", "intel64"],
        ["x86", "i386", "i486", "i586", "i686", "ia32", "386", "x86_32"],
        ["arm64", "aarch64", "armv8", "arm64e"],
        ["arm", "armv7", "armv7l", "armhf", "arm32"],
        ["universal", "universal2", "fat"],
        [Any, "all", "*", "noarch", "neutral"]
    );

    public static string Platform(string word) => Stored(PlatformNames, word);

    public static string Arch(string word) => Stored(ArchNames, word);

    public static bool IsPlatform(string word) => PlatformNames.ContainsKey(word.Trim());

    public static bool IsArch(string word) => ArchNames.ContainsKey(word.Trim());

    private static string Stored(Dictionary<string, string> names, string word) =>
        names.TryGetValue(word.Trim(), out var name) ? name : word.Trim().ToLowerInvariant();

    private static Dictionary<string, string> Names(params string[][] synonyms) =>
        synonyms
            .SelectMany(words => words.Select(word => (word, words[0])))
            .ToDictionary(pair => pair.word, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);
}
