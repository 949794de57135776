using System.Net;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Downloads.Tests.Internal;

public sealed class FindUpdateTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task The_newest_covered_version_is_found_and_a_newer_one_is_named()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product, "1.0.0", Vendor.Days(-30));
        var newer = await _vendor.NewOffer(product, "1.1.0", Vendor.Days(-20));
        await _vendor.NewOffer(product, "2.0.0", Vendor.Days(-1));
        var license = await NewLicense(product, new { maintenanceEndsAt = Vendor.Days(-10) });
        var found = await Find(license.Id, "?version=1.0.0&platform=windows&arch=x64");
        Assert.Equal("2.0.0", found["notCovered"]!.GetValue<string>());
        var update = found["update"]!;
        var file = Assert.Single(update["artifacts"]!.AsArray())!;
        Assert.Equal(
            ("1.1.0", newer.Sha256, newer.Bytes.Length),
            (update["version"]!.GetValue<string>(), file["sha256"]!.GetValue<string>(), file["size"]!.GetValue<int>())
        );
        var newest = await Find(license.Id, "?version=1.1.0");
        Assert.Equal((null, "2.0.0"), (newest["update"], newest["notCovered"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_license_that_is_not_known_has_no_update_and_a_version_that_is_none_is_refused()
    {
        var nothing = await Find(Guid.NewGuid(), "");
        Assert.Equal((null, null), (nothing["update"], nothing["notCovered"]));
        using var client = await _vendor.Catalogue.Operator.ReplicationClient("download");
        using var refused = await client.GetAsync($"/replication/licenses/{Guid.NewGuid()}/update?version=newest");
        Assert.Equal(
            (HttpStatusCode.BadRequest, "download.version-unreadable"),
            (refused.StatusCode, await refused.Code())
        );
    }

    private Task<JsonObject> Find(Guid licenseId, string query) =>
        _vendor.Catalogue.Operator.Replicate("download", $"/licenses/{licenseId}/update{query}");

    /// <summary>A license that Download knows, and its owner.</summary>
    private async Task<Catalogue.License> NewLicense(Catalogue.Product product, object? license = null)
    {
        var (customer, issued) = await _vendor.NewCustomer(product, license: license);
        using (customer)
            await customer.OfferOf(issued);
        return issued;
    }
}
