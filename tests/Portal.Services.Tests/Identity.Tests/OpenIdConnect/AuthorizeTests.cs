using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.OpenIdConnect;

public sealed class AuthorizeTests(PortalApp app)
{
    [Fact]
    public async Task A_request_without_a_code_challenge_is_refused()
    {
        using var browser = new Browser(app);
        var request = browser.AuthorizationRequest();
        request.Remove("code_challenge");
        request.Remove("code_challenge_method");
        await IsRefused(browser, request);
    }

    [Fact]
    public async Task A_plain_code_challenge_is_refused()
    {
        using var browser = new Browser(app);
        var request = browser.AuthorizationRequest();
        request["code_challenge_method"] = "plain";
        await IsRefused(browser, request);
    }

    [Fact]
    public async Task A_redirect_address_that_is_not_the_clients_is_refused_on_the_spot()
    {
        using var browser = new Browser(app);
        var request = browser.AuthorizationRequest();
        request["redirect_uri"] = "http://localhost:1/signin-oidc";
        using var refused = await browser.Authorize(request);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("text/html", refused.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "Reference for support",
            await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_a_prompt_nobody_is_asked_and_the_client_learns_that_nobody_is_signed_in()
    {
        using var browser = new Browser(app);
        var request = browser.AuthorizationRequest();
        request["prompt"] = "none";
        using var refused = await browser.Authorize(request);
        Assert.Contains("error=login_required", refused.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_gets_another_code_without_being_asked_again()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        var first = await browser.SignInWithTokens(person.Email);
        using var granted = await browser.Authorize(browser.AuthorizationRequest());
        var second = await browser.Exchange(granted);
        Assert.Equal(first.AccessClaims.Text("sid"), second.AccessClaims.Text("sid"));
    }

    [Fact]
    public async Task A_removed_member_is_asked_to_sign_in_again()
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        using var browser = new Browser(app);
        await browser.SignInWithTokens(person.Email);
        await vendor.Sql("DELETE FROM memberships WHERE user_id = $1", person.Id);
        using var challenge = await browser.Authorize(browser.AuthorizationRequest());
        Assert.StartsWith("/identity/sign-in", challenge.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static async Task IsRefused(Browser browser, Dictionary<string, string> request)
    {
        using var refused = await browser.Authorize(request);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Null(refused.Headers.Location);
        using var pushed = await browser.Post("par", request);
        Assert.Equal(HttpStatusCode.BadRequest, pushed.StatusCode);
        Assert.Equal("invalid_request", (await pushed.Json()).Text("error"));
    }
}
