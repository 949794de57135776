using Portal.Web.Clients;
using Portal.Web.Pages.Downloads;

namespace Portal.Web.Tests;

public sealed class ReleaseChoiceTests
{
    private static readonly Computer Windows = new("windows", "x64");
    private static readonly Release[] Studio =
    [
        Release("5.1.0-beta.2", "beta", "windows-x64"),
        Release("5.0.0", "stable", "windows-arm64 windows-x64 linux-x64"),
        Release("4.2.1", "hotfix", "windows-x64"),
        Release("4.2.0-beta.1", "beta", "windows-x64"),
        Release("4.0.0", "stable", "windows-x64"),
    ];

    [Fact]
    public void The_newest_stable_release_leads_and_pre_releases_are_nowhere()
    {
        var choice = new ReleaseChoice(Studio, new(Windows, PreReleases: false));
        Assert.Equal(("5.0.0", "windows-x64", null), (choice.Lead?.Version, choice.File?.FileName, choice.PreRelease));
        Assert.Equal(["4.2.1", "4.0.0"], choice.Older.Select(release => release.Version));
        Assert.True(choice.HasHiddenPreReleases);
    }

    [Fact]
    public void Where_they_are_wanted_the_newest_pre_release_stands_aside_and_does_not_lead()
    {
        var choice = new ReleaseChoice(Studio, new(Windows, PreReleases: true));
        Assert.Equal(
            ("5.0.0", "5.1.0-beta.2", "windows-x64"),
            (choice.Lead?.Version, choice.PreRelease?.Version, choice.PreReleaseFile?.FileName)
        );
        Assert.Equal(["4.2.1", "4.2.0-beta.1", "4.0.0"], choice.Older.Select(release => release.Version));
    }

    [Fact]
    public void A_pre_release_that_became_stable_is_an_older_version() =>
        Assert.Null(new ReleaseChoice(Studio[1..], new(Windows, PreReleases: true)).PreRelease);

    [Fact]
    public void For_a_computer_without_a_file_of_the_newest_the_newest_that_has_one_is_found()
    {
        Release[] server =
        [
            Release("3.0.0", "stable", "linux-x64"),
            Release("2.7.3", "hotfix", "linux-x64 windows-x64"),
            Release("2.7.0", "stable", "windows-x64"),
        ];
        var choice = new ReleaseChoice(server, new(Windows, PreReleases: false));
        Assert.Equal(("3.0.0", "2.7.3"), (choice.Lead?.Version, choice.ForComputer?.Version));
    }

    [Fact]
    public void Where_there_are_only_pre_releases_none_leads()
    {
        var choice = new ReleaseChoice(Studio[..1], new(Windows, PreReleases: false));
        Assert.Null(choice.Lead);
        Assert.Empty(choice.Older);
        Assert.True(choice.HasHiddenPreReleases);
    }

    private static Release Release(string version, string channel, string files) =>
        new(
            Guid.NewGuid(),
            version,
            channel,
            Samples.Now,
            null,
            [.. files.Split(' ').Select(file => ComputerTests.File(file))]
        );
}
