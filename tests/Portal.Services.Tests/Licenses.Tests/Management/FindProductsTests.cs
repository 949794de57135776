using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class FindProductsTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task All_products_are_listed_by_slug_and_one_is_read_by_its_id()
    {
        var (later, earlier) = (await NewProduct("zz"), await NewProduct("aa"));
        using var client = await _catalogue.Operator.Client("license");
        var listed = (await client.GetFromJsonAsync<JsonArray>("/management/products"))!
            .Select(row => Catalogue.Id(row!.AsObject()))
            .Where(id => id == later || id == earlier);
        Assert.Equal([earlier, later], listed);
        Assert.Equal("zz", (await _catalogue.Operator.Get("license", $"/products/{later}")).Text("name"));
    }

    [Fact]
    public async Task A_product_that_is_not_there_is_404()
    {
        using var client = await _catalogue.Operator.Client("license");
        using var missing = await client.GetAsync($"/management/products/{Guid.CreateVersion7()}");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private async Task<Guid> NewProduct(string name) =>
        Catalogue.Id(
            await _catalogue.Operator.Post(
                "license",
                "/products",
                new { slug = Catalogue.Unique(name).ToLowerInvariant(), name }
            )
        );
}
