using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.Customer;

public sealed class ListMembersTests(PortalApp app)
{
    [Fact]
    public async Task An_administrator_sees_the_members_of_the_account_and_nobody_else()
    {
        var vendor = await Vendor.Of(app);
        var account = await vendor.Account();
        var admin = await vendor.Person(account, "admin");
        var member = await vendor.Person(account, "member");
        await vendor.Person();
        using var browser = new Browser(app);
        var tokens = await browser.SignInWithTokens(admin.Email);

        using var answer = await browser.Get("api/identity/members", tokens.Access);

        var ids = (await answer.Json()).GetProperty("items").EnumerateArray().Select(item => item.Text("id"));
        Assert.Equal(new[] { admin.Id, member.Id }.Select(id => id.ToString()).Order(), ids.Order());
    }

    [Fact]
    public async Task A_member_does_not_see_the_others()
    {
        var vendor = await Vendor.Of(app);
        var member = await vendor.Person(await vendor.Account(), "member");
        using var browser = new Browser(app);
        var tokens = await browser.SignInWithTokens(member.Email);
        using var refused = await browser.Get("api/identity/members", tokens.Access);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("identity.not-for-members", await refused.ProblemCode());
    }
}
