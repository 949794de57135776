namespace Portal.Web;

/// <summary>What kind of processor a computer has, as far as the browser says, and a file is for.</summary>
public static class Arch
{
    public const string X64 = "x64",
        Arm64 = "arm64",
        X86 = "x86";

    /// <param name="hint"><c>Sec-CH-UA-Arch</c>.</param>
    /// <param name="bitness"><c>Sec-CH-UA-Bitness</c>.</param>
    public static string? Of(string hint, string bitness, string userAgent) =>
        (hint.Trim('"'), bitness.Trim('"')) switch
        {
            ("arm", not "32") => Arm64,
            ("x86", "32") => X86,
            ("x86", _) => X64,
            // A Mac says "Intel" whatever is in it.
            _ when userAgent.Contains("aarch64", StringComparison.OrdinalIgnoreCase)
                    || userAgent.Contains("arm64", StringComparison.OrdinalIgnoreCase) => Arm64,
            _ when ((string[])["x86_64", "Win64", "WOW64", "amd64"]).Any(word =>
                    userAgent.Contains(word, StringComparison.OrdinalIgnoreCase)
                ) => X64,
            _ => null,
        };

    /// <summary>How far a file's architecture is from that of the computer: 0 is made for it, null does not run.</summary>
    public static int? Distance(string? file, string computer, string? platform) =>
        (Known(file), computer) switch
        {
            (null, _) => 1,
            var (has, wants) when has == wants => 0,
            // Windows on Arm and Rosetta run what is made for Intel, 64-bit systems but macOS what is made for 32 bits.
            (X64, Arm64) when platform is Platform.Windows or Platform.MacOS => 2,
            (X86, X64) when platform is not Platform.MacOS => 2,
            (X86, Arm64) when platform is Platform.Windows => 3,
            _ => null,
        };

    public static string? Name(string? arch, string? platform) =>
        (Known(arch), platform) switch
        {
            (null, _) => null,
            (Arm64, Platform.MacOS) => "Apple silicon",
            (X64, Platform.MacOS) => "Intel",
            (Arm64, _) => "Arm",
            (X86, _) => "32-bit",
            var (other, _) => other,
        };

    /// <summary>Null: any.</summary>
    private static string? Known(string? arch) =>
        arch?.ToLowerInvariant() switch
        {
            null or "" or "any" or "all" or "noarch" or "universal" or "universal2" => null,
            "x64" or "amd64" or "x86_64" or "x86-64" => X64,
            "arm64" or "aarch64" => Arm64,
            "x86" or "i386" or "i686" or "ia32" => X86,
            var other => other,
        };
}
