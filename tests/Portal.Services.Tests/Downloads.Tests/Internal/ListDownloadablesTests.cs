using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Downloads.Tests.Internal;

public sealed class ListDownloadablesTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task The_files_of_covered_versions_are_listed_newest_first_with_links_that_fetch_them()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product, "1.9.0", Vendor.Days(-30));
        var newer = await _vendor.NewOffer(product, "1.10.0", Vendor.Days(-20));
        await _vendor.NewOffer(product, "2.0.0", Vendor.Days(-1));
        var license = await NewLicense(product, new { maintenanceEndsAt = Vendor.Days(-10) });
        var items = await Files(license.Id);
        Assert.Equal(["1.10.0", "1.9.0"], items.Select(item => item!["version"]!.GetValue<string>()));
        using var http = new HttpClient();
        Assert.Equal(newer.Bytes, await http.GetByteArrayAsync(new Uri(items[0]!["url"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_license_that_is_not_known_has_none() => Assert.Empty(await Files(Guid.NewGuid()));

    private async Task<JsonArray> Files(Guid licenseId) =>
        (await _vendor.Catalogue.Operator.Replicate("download", $"/licenses/{licenseId}/downloadables"))[
            "items"
        ]!.AsArray();

    /// <summary>A license that Download knows, and its owner.</summary>
    private async Task<Catalogue.License> NewLicense(Catalogue.Product product, object? license = null)
    {
        var (customer, issued) = await _vendor.NewCustomer(product, license: license);
        using (customer)
            await customer.OfferOf(issued);
        return issued;
    }
}
