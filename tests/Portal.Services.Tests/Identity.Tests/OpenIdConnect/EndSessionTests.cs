using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.OpenIdConnect;

public sealed class EndSessionTests(PortalApp app)
{
    [Fact]
    public async Task Sign_out_ends_the_session_here_and_its_refresh_tokens_and_returns_to_the_client()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        var tokens = await browser.SignInWithTokens(person.Email);

        using var signedOut = await browser.SignOut(tokens.Id);

        Assert.Equal(browser.PublicUrl + "/signout-callback-oidc?state=bye", signedOut.Headers.Location!.ToString());
        using var challenge = await browser.Authorize(browser.AuthorizationRequest());
        Assert.StartsWith("/identity/sign-in", challenge.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var refused = await browser.Refresh(tokens.Refresh);
        Assert.Equal("invalid_grant", (await refused.Json()).Text("error"));
    }

    [Fact]
    public async Task Sign_out_without_the_cookie_ends_the_session_of_the_hint()
    {
        var person = await (await Vendor.Of(app)).Person();
        using Browser browser = new(app),
            other = new(app);
        var tokens = await browser.SignInWithTokens(person.Email);
        (await other.SignOut(tokens.Id)).Dispose();
        using var refused = await browser.Refresh(tokens.Refresh);
        Assert.Equal("invalid_grant", (await refused.Json()).Text("error"));
    }

    [Fact]
    public async Task Sign_out_on_one_device_leaves_the_others_signed_in()
    {
        var person = await (await Vendor.Of(app)).Person();
        using Browser here = new(app),
            there = new(app);
        var (mine, theirs) = (await here.SignInWithTokens(person.Email), await there.SignInWithTokens(person.Email));
        (await here.SignOut(mine.Id)).Dispose();
        using var answer = await there.Refresh(theirs.Refresh);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Sign_out_does_not_lead_to_a_foreign_address()
    {
        using var browser = new Browser(app);
        using var refused = await browser.Get(
            "identity/connect/logout?post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F"
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Null(refused.Headers.Location);
    }
}
