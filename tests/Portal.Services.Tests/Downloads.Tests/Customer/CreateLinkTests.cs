using System.Net;
using Portal.Testing;

namespace Portal.Downloads.Tests.Customer;

public sealed class CreateLinkTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task A_link_is_made_for_a_listed_file()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var offer = await _vendor.NewOffer(product);
        var (customer, _) = await _vendor.NewCustomer(product);
        await customer.Sees(product.Id, "1.0.0");

        using var answer = await customer.AskForLink(offer.ArtifactId);
        var link = await answer.Body();
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.StartsWith("/downloads/links/", link["url"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.InRange(
            link["expiresAt"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromMinutes(14),
            TimeSpan.FromMinutes(15)
        );
    }

    [Fact]
    public async Task A_strangers_file_is_no_different_from_one_that_does_not_exist()
    {
        var (mine, theirs) = (await _vendor.Catalogue.NewProduct(), await _vendor.Catalogue.NewProduct());
        await _vendor.NewOffer(mine);
        var offer = await _vendor.NewOffer(theirs);
        var (customer, _) = await _vendor.NewCustomer(mine);
        await customer.Sees(mine.Id, "1.0.0");

        using var stranger = await customer.AskForLink(offer.ArtifactId);
        using var unknown = await customer.AskForLink(Guid.NewGuid());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (stranger.StatusCode, unknown.StatusCode));
        Assert.Equal((await unknown.Problem()).ToJsonString(), (await stranger.Problem()).ToJsonString());
    }

    [Fact]
    public async Task What_is_not_listed_has_no_link()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product, "1.0.0", Vendor.Days(-30));
        var newer = await _vendor.NewOffer(product, "1.1.0", Vendor.Days(-1));
        var (customer, _) = await _vendor.NewCustomer(product, license: new { maintenanceEndsAt = Vendor.Days(-10) });
        await customer.Sees(product.Id, "1.0.0");

        using var answer = await customer.AskForLink(newer.ArtifactId);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (answer.StatusCode, await answer.Code()));
    }
}
