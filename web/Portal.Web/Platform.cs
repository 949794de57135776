using Microsoft.AspNetCore.Http;

namespace Portal.Web;

/// <summary>What the visitor's computer runs, as far as the browser says.</summary>
public static class Platform
{
    public const string Windows = "windows",
        MacOS = "macos",
        Linux = "linux";

    public static string? Of(HttpRequest request) =>
        Of(request.Headers["Sec-CH-UA-Platform"].ToString(), request.Headers.UserAgent.ToString());

    public static string? Of(string hint, string userAgent)
    {
        var said = hint.Trim('"') is { Length: > 0 } platform ? platform : userAgent;
        return said switch
        {
            _ when Says("Android") || Says("iPhone") || Says("iPad") => null,
            _ when Says("Windows") => Windows,
            _ when Says("macOS") || Says("Macintosh") || Says("Mac OS") => MacOS,
            _ when Says("Linux") || Says("X11") || Says("Chrome OS") => Linux,
            _ => null,
        };

        bool Says(string word) => said.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Names that a release may use for the same platform.</summary>
    public static bool Matches(string? artifactPlatform, string? visitors) =>
        visitors is not null && Known(artifactPlatform) == visitors;

    public static bool IsAny(string? platform) => Known(platform) is null or "" or "any" or "all";

    public static string Name(string? platform) =>
        Known(platform) switch
        {
            Windows => "Windows",
            MacOS => "macOS",
            Linux => "Linux",
            null or "" or "any" or "all" => "Any platform",
            _ => platform!,
        };

    /// <summary>With what tells its files apart: "Windows, Arm".</summary>
    public static string Name(string? platform, string? arch) =>
        Arch.Name(arch, Known(platform)) is { } name ? $"{Name(platform)}, {name}" : Name(platform);

    private static string? Known(string? platform) =>
        platform?.ToLowerInvariant() switch
        {
            "win" or "windows" => Windows,
            "mac" or "macos" or "osx" or "darwin" => MacOS,
            "linux" => Linux,
            var other => other,
        };
}
