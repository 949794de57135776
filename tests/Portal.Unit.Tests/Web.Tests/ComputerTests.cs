using Portal.Web.Clients;

namespace Portal.Web.Tests;

public sealed class ComputerTests
{
    [Theory]
    [
        InlineData("\"x86\"", "\"64\"", "", "x64"),
        InlineData("\"arm\"", "\"64\"", "Windows NT 10.0; Win64; x64", "arm64"),
        InlineData("\"x86\"", "\"32\"", "", "x86")
    ]
    [
        InlineData("", "", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "x64"),
        InlineData("", "", "Mozilla/5.0 (X11; Linux aarch64)", "arm64"),
        InlineData("", "", "Mozilla/5.0 (X11; Linux x86_64)", "x64")
    ]
    [InlineData("", "", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", null), InlineData("", "", "curl/8", null)]
    public void The_architecture_is_told_from_the_browser(
        string hint,
        string bitness,
        string userAgent,
        string? arch
    ) => Assert.Equal(arch, Arch.Of(hint, bitness, userAgent));

    // Files as platform-architecture, in the order of their names.
    [Theory]
    [InlineData("windows", "x64", "windows-arm64 windows-x64 linux-x64", "windows-x64")]
    [InlineData("windows", "arm64", "windows-arm64 windows-x64", "windows-arm64")]
    [InlineData("windows", "arm64", "windows-x64 windows-x86", "windows-x64")]
    [InlineData("windows", "x64", "windows-arm64", null)]
    [InlineData("windows", null, "windows-arm64 windows-x64", "windows-x64")]
    [InlineData("windows", "x64", "Win-AMD64 windows-arm64", "Win-AMD64")]
    [InlineData("macos", null, "macos-arm64 macos-x64", "macos-arm64")]
    [InlineData("macos", "arm64", "darwin-universal macos-x64", "darwin-universal")]
    [InlineData("macos", "x64", "macos-arm64", null)]
    [InlineData("linux", "arm64", "linux-x64", null)]
    [InlineData("linux", "x64", "any-any linux-x64", "linux-x64")]
    [InlineData("linux", "x64", "any-any windows-x64", "any-any")]
    [InlineData(null, null, "linux-x64 windows-x64", null)]
    [InlineData(null, null, "any-any windows-x64", "any-any")]
    public void One_file_is_for_this_computer(string? platform, string? arch, string files, string? best) =>
        Assert.Equal(best, new Computer(platform, arch).Best(files.Split(' ').Select(file => File(file)))?.FileName);

    [Fact]
    public void Of_two_that_are_alike_one_is_marked() =>
        Assert.NotNull(new Computer("linux", "x64").Best([File("linux-x64"), File("linux-x64")]));

    [Fact]
    public void Documentation_is_no_installer() =>
        Assert.Null(new Computer("linux", "x64").Best([File("any-any", "documentation")]));

    [Theory]
    [
        InlineData("windows-arm64", "Windows, Arm"),
        InlineData("macos-arm64", "macOS, Apple silicon"),
        InlineData("linux-x64", "Linux, x64"),
        InlineData("<script>", null),
        InlineData("", null)
    ]
    public void Only_what_the_form_offers_can_be_chosen(string value, string? name) =>
        Assert.Equal(name, Computer.Chosen(value)?.Name);

    internal static Artifact File(string file, string kind = "installer") =>
        new(Guid.NewGuid(), file, kind, file.Split('-')[0], file.Split('-')[1], 1, new string('a', 64));
}
