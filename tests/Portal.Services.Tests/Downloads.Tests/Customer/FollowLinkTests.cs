using System.Net;
using Portal.Downloads.Links;
using Portal.Testing;

namespace Portal.Downloads.Tests.Customer;

public sealed class FollowLinkTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task A_link_leads_to_the_file()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var offer = await _vendor.NewOffer(product, fileName: "Übersicht 100%.pdf");
        var (customer, _) = await _vendor.NewCustomer(product);
        await customer.Sees(product.Id, "1.0.0");

        using var http = new HttpClient();
        Assert.Equal(
            offer.Bytes,
            await http.GetByteArrayAsync(
                await customer.NewAddress(offer.ArtifactId),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task A_link_works_in_the_session_that_asked_for_it_only()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var offer = await _vendor.NewOffer(product);
        var account = await _vendor.Catalogue.NewAccount();
        var member = await _vendor.Catalogue.NewMember(account);
        await _vendor.Catalogue.NewLicense(license: new { accountId = account.Id }, product: product);
        using var here = new CustomerApi(await _vendor.Catalogue.SignIn(member));
        using var elsewhere = new CustomerApi(await _vendor.Catalogue.SignIn(member));
        await here.Sees(product.Id, "1.0.0");

        var link = await here.NewLink(offer.ArtifactId);
        using var other = await elsewhere.Follow(link);
        Assert.Equal(
            (HttpStatusCode.Forbidden, "download.link-of-another-session"),
            (other.StatusCode, await other.Code())
        );
        using var own = await here.Follow(link);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task An_expired_link_says_for_which_file_to_get_a_fresh_one_and_a_forged_one_does_not_exist()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var (customer, _) = await _vendor.NewCustomer(product);
        var (artifactId, now) = (Guid.NewGuid(), TimeProvider.System.GetUtcNow());
        var links = new SessionLinks(new LinkKey(await app.Parameter("link-key")));

        using var expired = await customer.Follow(links.Create(artifactId, "any", now - SessionLinks.Lifetime).Token);
        var problem = await expired.Problem();
        Assert.Equal(
            (HttpStatusCode.Gone, "download.link-expired"),
            (expired.StatusCode, problem["code"]!.GetValue<string>())
        );
        Assert.Equal(artifactId, problem["artifactId"]!.GetValue<Guid>());

        var forger = new SessionLinks(new LinkKey(new string('x', LinkKey.MinLength)));
        foreach (var token in new[] { forger.Create(artifactId, "any", now).Token, "no-link", "%21%21" })
        {
            using var forged = await customer.Follow(token);
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), (forged.StatusCode, await forged.Code()));
        }
    }

    [Fact]
    public async Task A_link_is_worth_nothing_once_the_license_is_suspended()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var offer = await _vendor.NewOffer(product);
        var (customer, license) = await _vendor.NewCustomer(product);
        await customer.Sees(product.Id, "1.0.0");
        var link = await customer.NewLink(offer.ArtifactId);

        await _vendor.Catalogue.Move(license, "suspend", new { reason = "unpaid" });
        await customer.Sees(product.Id);
        using var answer = await customer.Follow(link);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (answer.StatusCode, await answer.Code()));
    }
}
