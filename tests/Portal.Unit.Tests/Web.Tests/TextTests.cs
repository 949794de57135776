using Portal.Web.Design;

namespace Portal.Web.Tests;

public sealed class TextTests
{
    [Theory]
    [
        InlineData(0, "0 bytes"),
        InlineData(999, "999 bytes"),
        InlineData(10_240, "10 KB"),
        InlineData(18_400_233, "17.5 MB"),
        InlineData(1_073_741_824, "1 GB")
    ]
    public void Sizes_are_read_at_a_glance(long bytes, string text) => Assert.Equal(text, ShortText.Size(bytes));

    [Theory]
    [
        InlineData("short", "short"),
        InlineData("6e340b9cffb37a989ca544e6", "6e340b9cff…89ca544e6"),
        InlineData("123456789😀bcdefghi😀1234😀6789", "123456789…234😀6789")
    ]
    public void Identifiers_keep_both_ends(string text, string shortened) =>
        Assert.Equal(shortened, ShortText.Middle(text));

    [Theory]
    [
        InlineData("key-revealed", "Key revealed"),
        InlineData("license.assigned", "Assigned"),
        InlineData("KeyRevealed", "Key revealed"),
        InlineData("LIMIT_EXCEEDED", "Limit exceeded"),
        InlineData("cpu-cores", "CPU cores"),
        InlineData("tip-jar", "Tip jar")
    ]
    public void Codes_become_words(string code, string words) => Assert.Equal(words, ShortText.Words(code));

    [Theory]
    [InlineData("gpkg,dxf,pdf", "gpkg, dxf, pdf"), InlineData("1,000", "1,000"), InlineData("unlimited", "unlimited")]
    public void Lists_have_room_to_break(string value, string shown) => Assert.Equal(shown, ShortText.List(value));

    [Theory]
    [InlineData("", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "windows")]
    [InlineData("", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "macos")]
    [InlineData("", "Mozilla/5.0 (X11; Linux x86_64)", "linux")]
    [InlineData("", "Mozilla/5.0 (Linux; Android 15)", null)]
    [InlineData("", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", null)]
    [InlineData("\"macOS\"", "Mozilla/5.0 (X11; Linux x86_64)", "macos")]
    public void The_visitors_platform_is_told_from_the_browser(string hint, string userAgent, string? platform) =>
        Assert.Equal(platform, Platform.Of(hint, userAgent));

    [Theory]
    [InlineData("windows", "Windows")]
    [InlineData("Windows 11 24H2 x64", "Windows 11 24H2 x64")]
    [InlineData(null, "Any platform")]
    public void A_platform_is_called_what_its_program_calls_it(string? platform, string name) =>
        Assert.Equal(name, Platform.Name(platform));

    [Theory]
    [
        InlineData("osx", "macos", true),
        InlineData("Windows", "windows", true),
        InlineData("linux", "windows", false),
        InlineData("any", null, false)
    ]
    public void Files_match_by_any_name_of_a_platform(string artifact, string? visitors, bool matches) =>
        Assert.Equal(matches, Platform.Matches(artifact, visitors));

    [Theory]
    [
        InlineData(30, "just now"),
        InlineData(60, "1 minute ago"),
        InlineData(7200, "2 hours ago"),
        InlineData(86400 * 3, "3 days ago"),
        InlineData(86400 * 8, "Nov 15, 2026"),
        InlineData(-60, "Nov 23, 2026"),
        InlineData(86400 + 60, "yesterday"),
        InlineData(86400 + 13 * 3600, "2 days ago")
    ]
    public void Times_are_relative_for_a_week(int secondsAgo, string text) =>
        Assert.Equal(
            text,
            TimeText.Of(Samples.Now.AddSeconds(-secondsAgo), TimeFormat.Relative, TimeZoneInfo.Utc, Samples.Now)
        );

    [Fact]
    public void Times_are_told_in_the_readers_zone_and_exactly_in_the_tooltip()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
        var at = new DateTimeOffset(2026, 11, 23, 20, 30, 15, TimeSpan.Zero);
        Assert.Equal("Nov 24, 2026, 5:30 AM", TimeText.Of(at, TimeFormat.DateTime, zone, Samples.Now));
        Assert.Equal("Nov 24, 2026, 5:30:15 AM UTC+09:00", TimeText.Exact(at, zone));
        Assert.Equal("Nov 23, 2026, 8:30:15 PM UTC", TimeText.Exact(at, TimeZoneInfo.Utc));
        Assert.Equal("2026-11-23T20:30:15Z", TimeText.Machine(at));
    }

    [Fact]
    public void Addresses_leave_out_what_was_not_asked_for() =>
        Assert.Equal(
            "/licenses?search=a%20b&size=5",
            Address.Of("/licenses", ("search", "a b"), ("state", null), ("product", ""), ("size", 5))
        );

    [Theory]
    [
        InlineData("https://vendor.example/renew", true),
        InlineData("http://vendor.example", true),
        InlineData("javascript:alert(1)", false),
        InlineData("/relative", false),
        InlineData(null, false)
    ]
    public void Only_web_addresses_are_linked_to(string? url, bool linked) =>
        Assert.Equal(linked, Outside.Web(url) is not null);
}
