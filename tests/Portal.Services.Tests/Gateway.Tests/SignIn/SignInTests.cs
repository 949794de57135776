using System.Net;
using Portal.Testing;

namespace Portal.Gateway.Tests.SignIn;

public sealed class SignInTests(PortalApp app)
{
    [Fact]
    public async Task A_page_without_a_session_leads_to_sign_in_and_back_to_itself()
    {
        using var browser = new Browser(app);

        using var answer = await browser.Get("/licenses?search=abc");
        using var page = await browser.SignIn(await Browser.SomeMember(app), "/licenses?search=abc");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("/licenses?search=abc", browser.Location.PathAndQuery);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Sign_in_leads_back_to_the_portal_only(string returnUrl)
    {
        using var browser = new Browser(app);

        using var page = await browser.SignIn(
            await Browser.SomeMember(app),
            "/signin?returnUrl=" + Uri.EscapeDataString(returnUrl)
        );

        Assert.Equal("/", browser.Location.PathAndQuery);
    }

    [Fact]
    public async Task The_browser_is_sent_to_identity_under_the_public_address_with_nothing_but_a_reference()
    {
        using var browser = new Browser(app);

        using var answer = await browser.Get("/signin");

        var target = answer.Headers.Location!;
        Assert.Equal(
            new Uri(app.Address("gateway"), "/identity/connect/authorize").ToString(),
            target.GetLeftPart(UriPartial.Path)
        );
        Assert.Equal(
            "?client_id=portal-gateway&request_uri=urn",
            target.Query[..target.Query.IndexOf("%3A", StringComparison.Ordinal)]
        );
    }

    [Fact]
    public async Task A_hundred_visits_without_signing_in_leave_few_cookies_and_a_sign_in_that_works()
    {
        using var browser = new Browser(app);
        for (var visit = 0; visit < 100; visit++)
        {
            using var sent = await browser.Get("/signin?returnUrl=%2Flicenses");
            Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        }
        // Three sign-ins that have begun, and where the last one was going.
        Assert.InRange(browser.Cookies.Count, 2, 7);

        using var page = await browser.SignIn(await Browser.SomeMember(app), "/licenses");
        Assert.Equal((HttpStatusCode.OK, "/licenses"), (page.StatusCode, browser.Location.PathAndQuery));
    }

    [Fact]
    public async Task A_sign_in_that_took_too_long_begins_again()
    {
        using var browser = new Browser(app);

        using var answer = await browser.Get("/signin-oidc?code=old&state=old");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/signin?returnUrl=%2F", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_sign_in_that_fails_twice_ends_with_a_page_and_not_in_a_circle()
    {
        using var browser = new Browser(app);

        using var first = await browser.Get("/signin-oidc?code=old&state=old");
        using var second = await browser.Get("/signin-oidc?code=old&state=old");

        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Equal("text/html", second.Content.Headers.ContentType?.MediaType);
    }
}
