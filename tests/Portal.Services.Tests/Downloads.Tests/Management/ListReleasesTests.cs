using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Downloads.Tests.Management;

public sealed class ListReleasesTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task An_operator_reads_back_every_release_page_by_page()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var offers = new[]
        {
            await _vendor.NewOffer(product, "1.0.0"),
            await _vendor.NewOffer(product, "1.1.0"),
            await _vendor.NewOffer(product, "1.2.0"),
        };
        var (found, cursor) = (new List<JsonNode>(), "");
        do
        {
            var page = await _vendor.Catalogue.Operator.Get(
                "download",
                $"/releases?productId={product.Id}&size=2{cursor}"
            );
            found.AddRange(page["items"]!.AsArray()!);
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);
        Assert.Equal(offers.Select(offer => offer.ReleaseId), found.Select(release => release["id"]!.GetValue<Guid>()));
        Assert.Equal(
            offers.Select(offer => offer.Sha256),
            found.Select(release => release["artifacts"]![0]!["sha256"]!.GetValue<string>())
        );
    }
}
