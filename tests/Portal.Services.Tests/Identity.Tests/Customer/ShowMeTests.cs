using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.Customer;

public sealed class ShowMeTests(PortalApp app)
{
    [Fact]
    public async Task Me_is_the_user_of_the_token_with_role_and_account()
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person(await vendor.Account("Contoso", "individual"));
        using var browser = new Browser(app);
        var tokens = await browser.SignInWithTokens(person.Email);

        using var answer = await browser.Get("api/identity/me", tokens.Access);

        var me = await answer.Json();
        Assert.Equal(person.Id.ToString(), me.Text("id"));
        Assert.Equal(person.Email, me.Text("email"));
        Assert.Equal("owner", me.Text("role"));
        Assert.Equal("Contoso", me.GetProperty("account").Text("name"));
        Assert.Equal("individual", me.GetProperty("account").Text("kind"));
    }

    [Fact]
    public async Task The_sign_in_cookie_is_no_token()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        await browser.SignInWithTokens(person.Email);
        using var refused = await browser.Get("identity/api/identity/me");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Null(refused.Headers.Location);
    }
}
