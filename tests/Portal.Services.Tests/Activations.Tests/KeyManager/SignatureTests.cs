using System.Diagnostics;
using System.Security.Cryptography;
using Portal.Testing;

namespace Portal.Activations.Tests.KeyManager;

/// <summary>Answers are checked by Node.js and OpenSSL, which share nothing with the service.</summary>
public sealed class SignatureTests(PortalApp app)
{
    // Parses the answer, takes the signature off, writes the rest again: as clients in the field do.
    private const string Program = """
        const { readFileSync, writeFileSync } = require('fs'), { createVerify } = require('crypto');
        const { signature, ...rest } = JSON.parse(readFileSync('answer.json', 'utf8'));
        writeFileSync('signed', JSON.stringify(rest));
        writeFileSync('signature', Buffer.from(signature, 'base64'));
        const inner = JSON.stringify(rest.response) === Buffer.from(rest.response_base64, 'base64').toString();
        process.exit(inner && createVerify('RSA-SHA256').update(JSON.stringify(rest)).verify(readFileSync('public.pem'), signature, 'base64') ? 0 : 1);
        """;

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
        var key = await PublicKey(program);
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
            Assert.True(await IsGood(answer.Raw, key), path);
        }
        Assert.True(await IsGood((await program.Get($"/v1/licenses/{desk.License.Key}/features/9")).Raw, key));
        Assert.True(await IsGood((await program.Get("/v1/get-product-public-key")).Raw, key));
    }

    [Fact]
    public async Task What_was_altered_is_found_out()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var denied = await program.Verify("HW-1");
        Assert.False(
            await IsGood(
                denied.Raw.Replace("\"valid\":false", "\"valid\":true", StringComparison.Ordinal),
                await PublicKey(program)
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
        Assert.True(await IsGood((await new KeyManagerProgram(app, "nobody", "x").Verify("HW-1")).Raw, key));
    }

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
    public async Task A_new_key_is_published_long_before_it_signs_and_one_from_elsewhere_may_take_over_at_once()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var first = await PublicKey(program);
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
        Assert.True(await IsGood((await program.Verify("HW-1")).Raw, first));

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
        Assert.True(await IsGood((await program.Verify("HW-1")).Raw, known.ExportSubjectPublicKeyInfoPem()));
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

    internal static async Task<string> PublicKey(KeyManagerProgram program) =>
        (await program.Get("/v1/get-product-public-key")).Response["public_key"]!.GetValue<string>();

    internal static async Task<bool> IsGood(string raw, string publicKey)
    {
        var folder = Directory.CreateTempSubdirectory("keymanager-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "answer.json"), raw);
            await File.WriteAllTextAsync(Path.Combine(folder, "public.pem"), publicKey);
            var node = await Run(folder, "node", "-e", Program);
            Assert.Equal(
                node,
                await Run(
                    folder,
                    "openssl",
                    "dgst",
                    "-sha256",
                    "-verify",
                    "public.pem",
                    "-signature",
                    "signature",
                    "signed"
                )
            );
            return node;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
