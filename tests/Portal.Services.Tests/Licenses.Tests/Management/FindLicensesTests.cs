using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class FindLicensesTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task Licenses_are_found_by_account_product_state_and_key_page_by_page()
    {
        var (account, product) = (await _catalogue.NewAccount(), await _catalogue.NewProduct());
        var (first, second) = (
            await _catalogue.NewLicense(license: new { accountId = account.Id }, product: product),
            await _catalogue.NewLicense(license: new { accountId = account.Id })
        );
        await _catalogue.NewLicense();
        await _catalogue.Move(second, "suspend", new { reason = "late" });
        var mine = $"accountId={account.Id}";
        Assert.Equal(new[] { first.Id, second.Id }.Order(), await Found(mine));
        Assert.Equal([first.Id], await Found($"productId={product.Id}"));
        Assert.Equal([second.Id], await Found($"{mine}&state=suspended"));
        Assert.Equal([second.Id], await Found($"{mine}&search={second.Key[3..14]}"));

        var page = await _catalogue.Operator.Get("license", $"/licenses?{mine}&size=1");
        var rest = await Found($"{mine}&size=1&cursor={page["next"]!.GetValue<Guid>()}");
        Assert.Equal(new[] { first.Id, second.Id }.Order(), page.Items().Select(Catalogue.Id).Concat(rest));
    }

    [Fact]
    public async Task One_license_is_read_with_its_key()
    {
        var license = await _catalogue.NewLicense();
        Assert.Equal(license.Key, (await _catalogue.Operator.Get("license", $"/licenses/{license.Id}")).Text("key"));
    }

    [Theory]
    [InlineData("licenses/0192f0c1-0000-7000-8000-000000000001", 404)]
    [InlineData("licenses?state=nonsense", 400)]
    [InlineData("licenses?size=1001", 400)]
    public async Task What_is_not_there_or_makes_no_sense_is_refused(string path, int status)
    {
        using var client = await _catalogue.Operator.Client("license");
        using var refused = await client.GetAsync($"/management/{path}");
        Assert.Equal(status, (int)refused.StatusCode);
    }

    private async Task<IEnumerable<Guid>> Found(string query) =>
        (await _catalogue.Operator.Get("license", $"/licenses?{query}")).Items().Select(Catalogue.Id);
}
