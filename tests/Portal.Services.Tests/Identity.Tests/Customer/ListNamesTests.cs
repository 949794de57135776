using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.Customer;

public sealed class ListNamesTests(PortalApp app)
{
    [Fact]
    public async Task Every_member_learns_the_names_behind_ids_of_the_own_account_and_no_others()
    {
        var vendor = await Vendor.Of(app);
        var account = await vendor.Account();
        var (member, admin, stranger) = (
            await vendor.Person(account, "member"),
            await vendor.Person(account, "admin"),
            await vendor.Person()
        );
        using var browser = new Browser(app);
        var tokens = await browser.SignInWithTokens(member.Email);

        using var answer = await browser.Get(
            $"api/identity/names?ids={admin.Id},{stranger.Id},{Guid.NewGuid()}",
            tokens.Access
        );

        var item = Assert.Single((await answer.Json()).GetProperty("items").EnumerateArray());
        Assert.Equal((admin.Id.ToString(), "Robin Doe"), (item.Text("id"), item.Text("displayName")));
        Assert.False(item.TryGetProperty("email", out _));
    }

    [Theory]
    [InlineData("nonsense"), InlineData(""), InlineData("*")]
    public async Task Anything_but_a_hundred_ids_is_refused(string ids)
    {
        var vendor = await Vendor.Of(app);
        using var browser = new Browser(app);
        var tokens = await browser.SignInWithTokens((await vendor.Person()).Email);
        var sent = ids == "*" ? string.Join(',', Enumerable.Range(0, 101).Select(_ => Guid.NewGuid())) : ids;
        using var refused = await browser.Get($"api/identity/names?ids={sent}", tokens.Access);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }
}
