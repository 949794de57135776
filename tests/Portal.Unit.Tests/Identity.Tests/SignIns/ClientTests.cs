using Portal.Identity.SignIns;

namespace Portal.Identity.Tests.SignIns;

public sealed class ClientTests
{
    [Theory]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0",
        "Firefox on Windows"
    )]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
        "Safari on Mac"
    )]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
        "Safari on iPhone"
    )]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0",
        "Edge on Windows"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36",
        "Chrome on Android"
    )]
    [InlineData("curl/8.9.1", "curl/8.9.1")]
    [InlineData("", "Unknown browser")]
    public void A_browser_is_called_what_its_owner_calls_it(string userAgent, string description) =>
        Assert.Equal(description, Client.Describe(userAgent));

    [Fact]
    public void What_a_browser_calls_itself_is_short_and_printable()
    {
        var description = Client.Describe("\u202Eevil\r\n" + new string('x', 500));
        Assert.InRange(description.Length, 1, 120);
        Assert.All(description, letter => Assert.InRange(letter, ' ', '~'));
    }
}
