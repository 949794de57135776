using System.Net;
using Portal.Testing;

namespace Portal.Downloads.Tests.Internal;

public sealed class CreateProgramLinkTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task A_program_gets_an_address_that_needs_no_session_for_a_quarter_of_an_hour()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var offer = await _vendor.NewOffer(product);
        var (customer, license) = await _vendor.NewCustomer(product);
        using var _ = customer;
        await customer.Sees(product.Id, "1.0.0");
        using var client = await _vendor.Catalogue.Operator.ReplicationClient("download");
        using var answer = await client.PostAsync(Link(license.Id, offer.ArtifactId), null);
        var link = await answer.Body();
        Assert.InRange(
            link["expiresAt"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromMinutes(14),
            TimeSpan.FromMinutes(15)
        );
        using var http = new HttpClient();
        Assert.Equal(offer.Bytes, await http.GetByteArrayAsync(new Uri(link["url"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_file_of_another_product_or_of_a_license_that_is_not_there_has_none()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var (mine, theirs) = (
            await _vendor.NewOffer(product),
            await _vendor.NewOffer(await _vendor.Catalogue.NewProduct())
        );
        var (customer, license) = await _vendor.NewCustomer(product);
        using var _ = customer;
        await customer.Sees(product.Id, "1.0.0");
        using var client = await _vendor.Catalogue.Operator.ReplicationClient("download");
        foreach (var link in new[] { Link(license.Id, theirs.ArtifactId), Link(Guid.NewGuid(), mine.ArtifactId) })
        {
            using var refused = await client.PostAsync(link, null);
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), (refused.StatusCode, await refused.Code()));
        }
    }

    private static Uri Link(Guid licenseId, Guid artifactId) =>
        new($"/replication/licenses/{licenseId}/artifacts/{artifactId}/links", UriKind.Relative);
}
