using System.Net;
using Portal.Testing;

namespace Portal.Gateway.Tests.Sessions;

public sealed class SessionTests(PortalApp app)
{
    [Fact]
    public async Task The_browser_gets_a_host_cookie_that_scripts_cannot_read_and_that_holds_no_token()
    {
        using var browser = await Browser.SignedIn(app);

        var cookie = browser.CookiesSet.Last(cookie => cookie.StartsWith(Browser.Session, StringComparison.Ordinal));
        var attributes = cookie.Split("; ").Skip(1).Select(attribute => attribute.ToLowerInvariant()).Order();
        Assert.Equal(["httponly", "path=/", "samesite=lax", "secure"], attributes);
        Assert.True(browser.Cookies[Browser.Session].Length < 400);
        Assert.DoesNotContain(browser.Cookies.Values, value => value.Contains("eyJ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("CfDJ8LzzWb0o2ulAi7TGa45dT2n5Gk5QUiw43Of_nuMpepszkL8VPDq38zlChDNZ9wXO2TeHvid9rBJbBouUgNDy")]
    public async Task A_forged_cookie_is_no_session(string forged)
    {
        using var browser = new Browser(app);
        browser.Cookies[Browser.Session] = forged;

        using var answer = await browser.Call("/api/license/licenses");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_cookie_with_one_letter_changed_is_no_session()
    {
        using var browser = await Browser.SignedIn(app);
        var cookie = browser.Cookies[Browser.Session];
        browser.Cookies[Browser.Session] = cookie[..20] + (cookie[20] == 'A' ? 'B' : 'A') + cookie[21..];

        using var answer = await browser.Call("/api/license/licenses");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_a_copy_of_the_cookie_too()
    {
        using var browser = await Browser.SignedIn(app);
        using var thief = new Browser(app);
        thief.Cookies[Browser.Session] = browser.Cookies[Browser.Session];
        using var before = await thief.Call("/api/license/licenses");

        using var landed = await browser.SignOut();
        using var after = await thief.Call("/api/license/licenses");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal("/signed-out", browser.Location.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, landed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.DoesNotContain(Browser.Session, browser.Cookies.Keys);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_identity_too()
    {
        using var browser = await Browser.SignedIn(app);
        using var landed = await browser.SignOut();

        using var page = await browser.Browse("/licenses");

        Assert.Equal("/identity/sign-in", browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task Signing_out_needs_the_form_of_a_page()
    {
        using var browser = await Browser.SignedIn(app);

        using var refused = await browser.Send(HttpMethod.Post, "/signout", []);
        using var after = await browser.Call("/api/license/licenses");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Signing_in_again_makes_a_new_session_and_ends_the_old_one()
    {
        using var browser = await Browser.SignedIn(app);
        using var left = new Browser(app);
        left.Cookies[Browser.Session] = browser.Cookies[Browser.Session];

        using var page = await browser.Browse("/signin");
        using var old = await left.Call("/api/license/licenses");
        using var present = await browser.Call("/api/license/licenses");

        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.Equal(HttpStatusCode.OK, present.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_eight_hours_without_use()
    {
        await using var gateway = await OwnGateway.Start(app);
        using var browser = await Browser.SignedIn(app, gateway.Address);
        using var before = await browser.Call("/api/license/licenses");

        gateway.Later(TimeSpan.FromHours(8.1));
        using var after = await browser.Call("/api/license/licenses");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }
}
