using Portal.Activations.Tests.Protocols.KeyManager;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class CreateApiKeyTests(PortalApp app)
{
    [Fact]
    public async Task The_key_is_shown_once_and_kept_as_a_hash()
    {
        using var desk = await Desk.WithLicense(app);
        var made = await KeyManagerProgram.NewApiKey(desk.Catalogue, desk.License.Product);
        var key = made["key"]!.GetValue<string>();
        var listed = await desk.Catalogue.Operator.Get("activation", $"/api-keys?productId={desk.License.Product.Id}");
        Assert.DoesNotContain(key, listed.ToJsonString(), StringComparison.Ordinal);
        Assert.EndsWith(
            Assert.Single(listed["items"]!.AsArray())!["hint"]!.GetValue<string>(),
            key,
            StringComparison.Ordinal
        );
        Assert.Equal(0L, await app.Value<long>($"SELECT count(*) FROM api_keys WHERE api_keys::text LIKE '%{key}%'"));
    }

    [Fact]
    public async Task A_key_that_programs_in_the_field_have_already_can_be_brought_along_once()
    {
        using var desk = await Desk.WithLicense(app);
        var own = $"legacy-{Guid.NewGuid():N}";
        var program = await KeyManagerProgram.Of(app, desk, new { key = own });
        Assert.Equal(own, program.ApiKey);
        Assert.Equal(202, (await program.Verify("HW-1")).Code);
        using var taken = await desk.Catalogue.Operator.Send(
            "activation",
            "/api-keys",
            new { productId = desk.License.Product.Id, key = own }
        );
        Assert.Equal((409, "api-key.taken"), await taken.Problem());
        using var weak = await desk.Catalogue.Operator.Send(
            "activation",
            "/api-keys",
            new { productId = desk.License.Product.Id, key = "short" }
        );
        Assert.Equal((422, "api-key.weak"), await weak.Problem());
    }

    [Fact]
    public async Task A_product_a_network_or_an_operation_that_is_none_is_refused()
    {
        using var desk = await Desk.WithLicense(app);
        var productId = desk.License.Product.Id;
        foreach (
            var (request, status, code) in new (object, int, string)[]
            {
                (new { productId = Guid.CreateVersion7() }, 404, "activation.product-unknown"),
                (new { productId, allowedIps = new[] { "192.0.2.0/99" } }, 422, "api-key.network-invalid"),
                (new { productId, operations = new[] { "fly" } }, 422, "api-key.operation-unknown"),
            }
        )
        {
            using var refused = await desk.Catalogue.Operator.Send("activation", "/api-keys", request);
            Assert.Equal((status, code), await refused.Problem());
        }
    }
}
