using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class ShowPublicKeyTests(PortalApp app)
{
    [Fact]
    public async Task The_key_that_signs_for_the_product_is_told_and_no_other_product_s()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var product = desk.License.Product;
        var current = (await desk.Catalogue.Operator.Get("activation", $"/product-keys?productId={product.Id}"))[
            "items"
        ]!
            .AsArray()
            .Single(key => key!["current"]!.GetValue<bool>())!["publicKey"]!.GetValue<string>();
        foreach (var query in new[] { "", $"?product={product.Slug}", $"?product_uuid={product.Id}" })
        {
            var found = await program.Get("/v1/get-product-public-key" + query);
            Assert.Equal((632, current), (found.Code, found.Response["public_key"]!.GetValue<string>()));
        }
        var another = await program.Get($"/v1/get-product-public-key?product_uuid={Guid.CreateVersion7()}");
        Assert.Equal((633, null), (another.Code, another.Response["public_key"]));
    }
}
