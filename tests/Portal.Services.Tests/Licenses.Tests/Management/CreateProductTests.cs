using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class CreateProductTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_product_is_created_with_all_its_links_and_the_same_again_is_the_same()
    {
        var request = new
        {
            id = Guid.CreateVersion7(),
            slug = Catalogue.Unique("links").ToLowerInvariant(),
            name = "Links",
            active = true,
            changelogPublic = true,
            websiteUrl = "https://vendor.example",
        };
        var created = await _catalogue.Operator.Ask("/products", request);
        var again = await _catalogue.Operator.Ask("/products", request);
        var other = await _catalogue.Operator.Ask(
            "/products",
            new
            {
                request.id,
                request.slug,
                request.name,
            }
        );
        Assert.Equal((201, 200, 409), (created.Status, again.Status, other.Status));
        Assert.Equal(("https://vendor.example", "id-taken"), (created.Body.Text("websiteUrl"), other.Code()));
    }

    [Fact]
    public async Task A_slug_is_taken_once()
    {
        var product = await _catalogue.NewProduct();
        var refused = await _catalogue.Operator.Ask("/products", new { slug = product.Slug, name = "Another" });
        Assert.Equal((409, "product.slug-taken"), (refused.Status, refused.Code()));
    }

    [Theory]
    [InlineData("""{"name":"x"}""")]
    [InlineData("""{"slug":"No-Slug","name":"x"}""")]
    [InlineData("""{"slug":"fine-slug"}""")]
    [InlineData("""{"slug":"fine-slug","name":"x","supportUrl":"nowhere"}""")]
    public async Task A_product_that_makes_no_sense_is_refused(string body) =>
        Assert.Equal(400, (await _catalogue.Operator.Ask("/products", JsonNode.Parse(body)!)).Status);
}
