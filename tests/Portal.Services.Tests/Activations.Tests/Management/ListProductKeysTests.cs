using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class ListProductKeysTests(PortalApp app)
{
    [Fact]
    public async Task The_first_key_of_a_product_is_made_once_whatever_runs_at_the_same_time()
    {
        var catalogue = new Catalogue(app);
        var product = (await catalogue.NewLicenseInUse()).Product;
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ => catalogue.Operator.Get("activation", $"/product-keys?productId={product.Id}"))
        );
        Assert.Single(
            answers.Select(answer => Assert.Single(answer["items"]!.AsArray())!["id"]!.GetValue<Guid>()).Distinct()
        );
    }

    [Fact]
    public async Task Without_a_product_the_key_of_answers_that_know_none_is_shown()
    {
        var key = Assert.Single((await new Operator(app).Get("activation", "/product-keys"))["items"]!.AsArray(), row =>
            row!["current"]!.GetValue<bool>()
        )!;
        Assert.Null(key["productId"]);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", key["publicKey"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
