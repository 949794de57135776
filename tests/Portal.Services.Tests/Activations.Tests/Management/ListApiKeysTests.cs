using Portal.Activations.Tests.Protocols.KeyManager;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class ListApiKeysTests(PortalApp app)
{
    [Fact]
    public async Task The_keys_of_a_product_are_listed_the_oldest_first_and_the_revoked_ones_too()
    {
        using var desk = await Desk.WithLicense(app);
        using var other = await Desk.WithLicense(app);
        var product = desk.License.Product;
        var first = await KeyManagerProgram.NewApiKey(desk.Catalogue, product, new { name = "Plug-in" });
        var second = await KeyManagerProgram.NewApiKey(desk.Catalogue, product);
        await KeyManagerProgram.NewApiKey(other.Catalogue, other.License.Product);
        await desk.Catalogue.Operator.Post("activation", $"/api-keys/{first["id"]}/revoke", new { });
        var rows = (await desk.Catalogue.Operator.Get("activation", $"/api-keys?productId={product.Id}"))["items"]!
            .AsArray()
            .Select(row => row!.AsObject())
            .ToList();
        Assert.Equal([Catalogue.Id(first), Catalogue.Id(second)], rows.Select(Catalogue.Id));
        Assert.Equal("Plug-in", rows[0]["name"]!.GetValue<string>());
        Assert.NotNull(rows[0]["revokedAt"]);
        Assert.Null(rows[1]["revokedAt"]);
    }
}
