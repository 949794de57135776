using System.Security.Cryptography;
using Portal.Activations.Tests.Protocols.KeyManager;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class RotateProductKeyTests(PortalApp app)
{
    [Fact]
    public async Task A_new_key_is_published_long_before_it_signs_and_one_from_elsewhere_may_take_over_at_once()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var first = await ReplySignature.PublicKey(program);
        var waiting = await desk.Catalogue.Operator.Post(
            "activation",
            "/product-keys",
            new { productId = desk.License.Product.Id }
        );
        var answer = await program.Get("/v1/get-product-public-key");
        Assert.Equal(first, answer.Response["public_key"]!.GetValue<string>());
        Assert.Contains(
            waiting["publicKey"]!.GetValue<string>(),
            answer.Response["public_keys"]!.AsArray().Select(key => key!["public_key"]!.GetValue<string>())
        );
        Assert.True(await ReplySignature.IsGood((await program.Verify("HW-1")).Raw, first));

        using var known = RSA.Create(2048);
        var brought = await desk.Catalogue.Operator.Post(
            "activation",
            "/product-keys",
            new
            {
                productId = desk.License.Product.Id,
                privateKey = known.ExportPkcs8PrivateKeyPem(),
                signsFrom = DateTimeOffset.UnixEpoch,
            }
        );
        Assert.True(brought["current"]!.GetValue<bool>());
        Assert.True(
            await ReplySignature.IsGood((await program.Verify("HW-1")).Raw, known.ExportSubjectPublicKeyInfoPem())
        );
        Assert.Equal(633, (await program.Get("/v1/get-product-public-key?product=another")).Code);
    }

    [Fact]
    public async Task A_private_key_that_is_none_or_too_weak_is_refused()
    {
        using var weak = RSA.Create(1024);
        foreach (var pem in new[] { "nonsense", weak.ExportPkcs8PrivateKeyPem(), weak.ExportSubjectPublicKeyInfoPem() })
        {
            using var refused = await new Catalogue(app).Operator.Send(
                "activation",
                "/product-keys",
                new { privateKey = pem }
            );
            Assert.Equal((422, "product-key.unusable"), await refused.Problem());
        }
    }

    [Fact]
    public async Task A_product_that_is_not_known_has_no_keys()
    {
        using var refused = await new Operator(app).Send(
            "activation",
            "/product-keys",
            new { productId = Guid.CreateVersion7() }
        );
        Assert.Equal((404, "activation.product-unknown"), await refused.Problem());
    }
}
