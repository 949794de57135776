using System.Net;
using System.Net.Http.Headers;
using Portal.Testing;

namespace Portal.Identity.Tests.Management;

public sealed class ListAccountsTests(PortalApp app)
{
    [Fact]
    public async Task Accounts_are_listed_in_pages_with_their_members()
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        await vendor.Account();
        var (found, cursor) = (false, "");
        do
        {
            using var answer = await vendor.ListAccounts($"?size=1{cursor}");
            var page = await answer.Json();
            var account = Assert.Single(page.GetProperty("items").EnumerateArray());
            found |= account
                .GetProperty("members")
                .EnumerateArray()
                .Any(member => member.Text("id") == person.Id.ToString());
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);
        Assert.True(found);
    }

    [Fact]
    public async Task An_account_is_found_by_part_of_its_name_and_by_its_id()
    {
        var vendor = await Vendor.Of(app);
        var id = await vendor.Account("100%_Sure \u00c1gnes Ltd");
        using var found = await vendor.ListAccounts("?search=" + Uri.EscapeDataString("%_sure"));
        Assert.Equal(
            id.ToString(),
            Assert.Single((await found.Json()).GetProperty("items").EnumerateArray()).Text("id")
        );
        using var one = await vendor.ListAccounts($"/{id}");
        Assert.Equal("100%_Sure \u00c1gnes Ltd", (await one.Json()).Text("name"));
        using var nobody = await vendor.ListAccounts($"/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task A_customers_token_is_refused_and_without_one_nothing_is_said()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        var tokens = await browser.SignInWithTokens(person.Email);
        using var management = new HttpClient { BaseAddress = app.Address("identity", "management") };
        using var anonymous = await management.GetAsync("management/accounts", TestContext.Current.CancellationToken);
        management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Access);
        using var customer = await management.GetAsync("management/accounts", TestContext.Current.CancellationToken);
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden),
            (anonymous.StatusCode, customer.StatusCode)
        );
    }

    [Fact]
    public async Task The_ordinary_listener_has_no_management()
    {
        using var browser = new Browser(app);
        using var answer = await browser.Get("management/accounts");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
