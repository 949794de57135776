using Microsoft.AspNetCore.Http;
using Portal.Web.Clients;

namespace Portal.Web;

/// <summary>What files are wanted for: the visitor's computer as far as the browser says, or another that they chose.</summary>
/// <param name="Platform">One of <see cref="Web.Platform"/>; null: not known, or one that no installer is for.</param>
/// <param name="Arch">One of <see cref="Web.Arch"/>; null: not known.</param>
public sealed record Computer(string? Platform, string? Arch, bool IsChosen = false)
{
    public const string Cookie = "computer";

    /// <summary>Value of <c>Accept-CH</c>: without them Chromium says the same of every Windows and Mac (User-Agent Client Hints).</summary>
    public const string Hints = "Sec-CH-UA-Arch, Sec-CH-UA-Bitness";

    /// <summary>Those that can be chosen, as the cookie and the form say them.</summary>
    public static readonly IReadOnlyList<Computer> Choices =
    [
        new(Web.Platform.Windows, Web.Arch.X64, true),
        new(Web.Platform.Windows, Web.Arch.Arm64, true),
        new(Web.Platform.MacOS, Web.Arch.Arm64, true),
        new(Web.Platform.MacOS, Web.Arch.X64, true),
        new(Web.Platform.Linux, Web.Arch.X64, true),
        new(Web.Platform.Linux, Web.Arch.Arm64, true),
    ];

    public string Value => $"{Platform}-{Arch}";

    public string Name => Web.Platform.Name(Platform, Arch);

    public static Computer Of(HttpRequest request) => Chosen(request.Cookies[Cookie]) ?? Detected(request);

    public static Computer? Chosen(string? value) => Choices.FirstOrDefault(choice => choice.Value == value);

    public static Computer Detected(HttpRequest request)
    {
        var userAgent = request.Headers.UserAgent.ToString();
        return new(
            Web.Platform.Of(request),
            Web.Arch.Of(
                request.Headers["Sec-CH-UA-Arch"].ToString(),
                request.Headers["Sec-CH-UA-Bitness"].ToString(),
                userAgent
            )
        );
    }

    /// <summary>The one installer to take on this computer; null if none runs here.</summary>
    public Artifact? Best(IEnumerable<Artifact> files) =>
        files
            .Where(file => file.IsInstaller)
            .Select(file => (File: file, Distance: Distance(file)))
            .Where(candidate => candidate.Distance is not null)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.File.FileName, StringComparer.Ordinal)
            .FirstOrDefault()
            .File;

    private int? Distance(Artifact file)
    {
        var arch = Web.Arch.Distance(
            file.Arch,
            Arch ?? (Platform == Web.Platform.MacOS ? Web.Arch.Arm64 : Web.Arch.X64),
            Platform
        );
        return Web.Platform.IsAny(file.Platform) ? arch + 10
            : Web.Platform.Matches(file.Platform, Platform) ? arch
            : null;
    }
}
