using CsCheck;
using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Domain;
using Portal.Rules;

namespace Portal.Downloads.Tests.Domain;

public sealed class WantedUpdateTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, ReleaseChannel.Stable, "2.0.1 2.0.0 1.9.0")]
    [InlineData("1.9.0", ReleaseChannel.Stable, "2.0.1 2.0.0")]
    [InlineData("2.0.0-rc.1", ReleaseChannel.Stable, "2.0.1 2.0.0")]
    [InlineData("2.0.1", ReleaseChannel.Stable, "")]
    [InlineData("2.0.0", ReleaseChannel.Beta, "2.1.0-beta.1 2.0.1")]
    [InlineData("1.0.0", ReleaseChannel.Hotfix, "2.0.1")]
    public void A_channel_is_followed_from_the_version_that_is_installed(
        string? installed,
        ReleaseChannel channel,
        string offered
    )
    {
        Release[] releases =
        [
            Of("1.9.0"),
            Of("2.1.0-beta.1", ReleaseChannel.Beta),
            Of("2.0.0"),
            Of("2.0.1", ReleaseChannel.Hotfix),
        ];
        Assert.Equal(
            offered,
            string.Join(
                ' ',
                new WantedUpdate(Version(installed), channel, null, null)
                    .Among(releases)
                    .Select(release => release.Version.Text)
            )
        );
    }

    [Theory]
    [InlineData("linux", "x64", "tool-any tool-linux")]
    [InlineData("Windows", null, "tool-any tool-windows-arm64 tool-windows-x64")]
    [InlineData("windows", "arm64", "tool-any tool-windows-arm64")]
    [InlineData("macos", "x64", "tool-any")]
    [InlineData(null, null, "tool-any tool-linux tool-windows-arm64 tool-windows-x64")]
    public void A_file_suits_by_platform_and_architecture_and_documentation_is_no_update(
        string? platform,
        string? arch,
        string files
    )
    {
        var release = Of(
            "1.0.0",
            files:
            [
                File("tool-windows-x64", "windows", "x64"),
                File("tool-windows-arm64", "windows", "arm64"),
                File("tool-linux", "linux", "x64"),
                File("tool-any", "any", "any"),
                File("manual", "any", "any", ArtifactKind.Documentation),
            ]
        );
        Assert.Equal(
            files,
            string.Join(
                ' ',
                new WantedUpdate(null, ReleaseChannel.Stable, platform, arch)
                    .Files(release)
                    .Select(file => file.FileName.Text)
            )
        );
    }

    [Fact]
    public void A_release_without_a_file_that_suits_is_not_offered() =>
        Assert.Empty(
            new WantedUpdate(null, ReleaseChannel.Stable, "linux", "x64").Among([
                Of("1.0.0", files: [File("setup", "windows", "x64")]),
                Of("2.0.0", files: [File("manual", "any", "any", ArtifactKind.Documentation)]),
            ])
        );

    [Fact]
    public void What_is_offered_is_always_newer_than_what_is_installed_and_the_newest_comes_first() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9].Array[0, 8])
            .Sample(
                (installed, minors) =>
                {
                    var offered = new WantedUpdate(Version($"1.{installed}.0"), ReleaseChannel.Stable, null, null)
                        .Among(minors.Distinct().Select(minor => Of($"1.{minor}.0")))
                        .Select(release => release.Version.Text)
                        .ToList();
                    return offered.SequenceEqual(
                        minors
                            .Distinct()
                            .Where(minor => minor > installed)
                            .OrderDescending()
                            .Select(minor => $"1.{minor}.0")
                    );
                }
            );

    private static ProductVersion? Version(string? text) =>
        text is not null && ProductVersion.TryParse(text, out var version) ? version : null;

    private static Release Of(
        string version,
        ReleaseChannel channel = ReleaseChannel.Stable,
        params Artifact[] files
    ) =>
        new()
        {
            Id = Guid.NewGuid(),
            ProductId = Guid.NewGuid(),
            Version = Version(version)!,
            Channel = channel,
            ReleasedAt = Now,
            PublishedAt = Now,
            Artifacts = files is [] ? [File("setup", "any", "any")] : [.. files],
        };

    private static Artifact File(
        string name,
        string platform,
        string arch,
        ArtifactKind kind = ArtifactKind.Installer
    ) =>
        new()
        {
            Id = Guid.NewGuid(),
            ReleaseId = Guid.NewGuid(),
            FileName = FileName.TryParse(name, out var parsed) ? parsed : throw new ArgumentException(name),
            Kind = kind,
            Platform = platform,
            Arch = arch,
            Size = 1,
            Sha256 = new('a', 64),
            StoredAt = Now,
        };
}
