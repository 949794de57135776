using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class SignatureTests(PortalApp app)
{
    [Fact]
    public async Task Every_operation_proves_that_its_answer_is_ours()
    {
        using var desk = await Desk.WithLicense(
            app,
            new
            {
                entitlements = new object[]
                {
                    new { name = "größe 😀/\u00a0" },
                    new { name = "10" },
                    new { name = "9" },
                },
            }
        );
        var program = await KeyManagerProgram.Of(app, desk);
        var key = await ReplySignature.PublicKey(program);
        foreach (
            var (path, code) in new[]
            {
                ("activate", 300),
                ("verify", 200),
                ("get-license-key-details", 500),
                ("get-license-file", 502),
                ("send-telemetry", 831),
                ("deactivate", 400),
                ("verify", 202),
            }
        )
        {
            var answer = await program.Ask($"/v1/{path}", new() { ["identifier"] = "HW-ü-\"1\"" });
            Assert.Equal((path, code), (path, answer.Code));
            Assert.True(await ReplySignature.IsGood(answer.Raw, key), path);
        }
        Assert.True(
            await ReplySignature.IsGood((await program.Get($"/v1/licenses/{desk.License.Key}/features/9")).Raw, key)
        );
        Assert.True(await ReplySignature.IsGood((await program.Get("/v1/get-product-public-key")).Raw, key));
    }

    [Fact]
    public async Task What_was_altered_is_found_out()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var denied = await program.Verify("HW-1");
        Assert.False(
            await ReplySignature.IsGood(
                denied.Raw.Replace("\"valid\":false", "\"valid\":true", StringComparison.Ordinal),
                await ReplySignature.PublicKey(program)
            )
        );
    }

    [Fact]
    public async Task Without_a_known_product_the_global_key_signs()
    {
        var vendor = new Catalogue(app).Operator;
        var key = (await vendor.Get("activation", "/product-keys"))["items"]!
            .AsArray()
            .Single(row => row!["current"]!.GetValue<bool>())!["publicKey"]!.GetValue<string>();
        Assert.True(
            await ReplySignature.IsGood((await new KeyManagerProgram(app, "nobody", "x").Verify("HW-1")).Raw, key)
        );
    }
}
