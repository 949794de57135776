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
    public async Task A_download_is_recorded_under_the_license_it_was_asked_for_if_that_covers_it()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var offer = await _vendor.NewOffer(product, "1.0.0", Vendor.Days(-1));
        var account = await _vendor.Catalogue.NewAccount();
        var oldest = await NewLicense(account.Id);
        var chosen = await NewLicense(account.Id);
        var tooOld = await NewLicense(account.Id, Vendor.Days(-10));
        var strangers = await NewLicense((await _vendor.Catalogue.NewAccount()).Id);
        using var session = await _vendor.Catalogue.SignIn(await _vendor.Catalogue.NewMember(account));
        using var customer = new CustomerApi(session);
        await Task.WhenAll(((Catalogue.License[])[oldest, chosen, tooOld]).Select(customer.OfferOf));

        using var under = await customer.AskForLink(offer.ArtifactId, chosen.Id);
        var url = (await under.Body())["url"]!.GetValue<string>();
        Assert.EndsWith($"?license={chosen.Id}", url, StringComparison.Ordinal);
        Assert.Equal((0, 1), (await Recorded(oldest), await Recorded(chosen)));

        foreach (var other in (Guid[])[tooOld.Id, strangers.Id, Guid.NewGuid()])
        {
            using var refused = await customer.AskForLink(offer.ArtifactId, other);
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), (refused.StatusCode, await refused.Code()));
        }
        await customer.NewLink(offer.ArtifactId);
        Assert.Equal((1, 1, 0), (await Recorded(oldest), await Recorded(chosen), await Recorded(tooOld)));

        Task<Catalogue.License> NewLicense(Guid accountId, DateTimeOffset? maintenanceEndsAt = null) =>
            _vendor.Catalogue.NewLicense(license: new { accountId, maintenanceEndsAt }, product: product);

        async Task<int> Recorded(Catalogue.License license) =>
            (await session.Get($"/api/download/licenses/{license.Id}/history"))["items"]!.AsArray().Count;
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
