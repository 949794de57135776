using Portal.Testing;

namespace Portal.Licenses.Tests.Internal;

public sealed class ReplicateProductsTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task Every_product_comes_as_its_last_event_said_it()
    {
        var product = await _catalogue.NewProduct();
        await _catalogue.Operator.Put($"/products/{product.Id}", new { name = "Renamed", active = false });
        var fact = (await _catalogue.Operator.Replicate("license", $"/products?id={product.Id}"))
            .Items()
            .Single(item => item["productId"]!.GetValue<Guid>() == product.Id);
        Assert.Equal(
            (product.Slug, "Renamed", false, 2L),
            (fact.Text("slug"), fact.Text("name"), fact["active"]!.GetValue<bool>(), fact["version"]!.GetValue<long>())
        );
    }
}
