using System.Net;
using Portal.Testing;

namespace Portal.Gateway.Tests.Hosting;

public sealed class PageTests(PortalApp app)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/licenses")]
    [InlineData("/activations")]
    [InlineData("/downloads")]
    public async Task Every_page_of_the_portal_opens_for_a_signed_in_customer(string path)
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        using var browser = new Browser(app);

        using var page = await browser.SignIn(await catalogue.NewMember(account), path);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(path, browser.Location.AbsolutePath);
        Assert.Contains(
            account.Name,
            await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_unknown_page_is_a_page_that_says_so_also_without_a_session()
    {
        using var browser = new Browser(app);

        using var page = await browser.Get("/no-such-page");

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/forbidden", HttpStatusCode.OK)]
    public async Task An_error_page_keeps_the_navigation_for_who_is_signed_in(string path, HttpStatusCode status)
    {
        using var browser = await Browser.SignedIn(app);

        using var page = await browser.Get(path);

        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, page.StatusCode);
        Assert.Contains("<nav class=\"nav\" aria-label=\"Main\"", html, StringComparison.Ordinal);
        Assert.Contains("give this reference: <code>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_compressed()
    {
        using var browser = await Browser.SignedIn(app);

        using var page = await browser.Get("/", ("Accept-Encoding", "br"));

        Assert.Equal("br", page.Header("Content-Encoding"));
    }

    [Fact]
    public async Task The_theme_is_kept_before_signing_in()
    {
        using var browser = new Browser(app);

        using var answer = await browser.Send(
            HttpMethod.Post,
            "/theme",
            new() { ["theme"] = "dark", ["returnUrl"] = "//evil.example" }
        );

        Assert.Equal("dark", browser.Cookies["theme"]);
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }
}
