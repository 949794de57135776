using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.OpenIdConnect;

public sealed class ShowUserInfoTests(PortalApp app)
{
    [Fact]
    public async Task User_information_names_the_user()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        var tokens = await browser.SignInWithTokens(person.Email);
        using var answer = await browser.Get("identity/connect/userinfo", tokens.Access);
        Assert.Equal(person.Email, (await answer.Json()).Text("email"));
        using var refused = await browser.Get("identity/connect/userinfo");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }
}
