using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class FetchKeyFileTests(PortalApp app)
{
    // As clients open it: block by block with the product's public key, then join and parse.
    private const string Open = """
        const { publicDecrypt, constants } = require('crypto'), [file, key] = process.argv.slice(1);
        const bytes = Buffer.from(file, 'base64'), size = require('crypto').createPublicKey(key).asymmetricKeyDetails.modulusLength / 8;
        let text = '';
        for (let at = 0; at < bytes.length; at += size)
          text += publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, bytes.subarray(at, at + size)).toString('latin1');
        process.stdout.write(JSON.stringify(JSON.parse(Buffer.from(text, 'latin1').toString('utf8'))));
        """;

    [Fact]
    public async Task The_license_file_opens_with_the_public_key_of_the_product_as_clients_open_it()
    {
        using var desk = await Desk.WithLicense(
            app,
            new
            {
                entitlements = Enumerable
                    .Range(0, 30)
                    .Select(number => new { name = $"größe-{number}", value = "x" })
                    .ToArray(),
            }
        );
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        var answer = await program.Ask("/v1/get-license-file", new() { ["hwid"] = "HW-1" });
        Assert.Equal((502, true), (answer.Code, answer.Valid));
        var file = await Opened(
            answer.Data["licFileContent"]!.GetValue<string>(),
            await ReplySignature.PublicKey(program)
        );
        Assert.Equal(
            ["license_key", "expires_at", "hardware_id", "features", "product_uuid"],
            file.Select(member => member.Key)
        );
        Assert.Equal(
            (desk.License.Key, "HW-1", desk.License.Product.Id.ToString(), "x"),
            (
                file["license_key"]!.GetValue<string>(),
                file["hardware_id"]!.GetValue<string>(),
                file["product_uuid"]!.GetValue<string>(),
                file["features"]!["größe-29"]!.GetValue<string>()
            )
        );
        Assert.InRange(
            DateTimeOffset.ParseExact(
                file["expires_at"]!.GetValue<string>(),
                "yyyy-MM-dd HH:mm:ss",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            ),
            TimeProvider.System.GetUtcNow().AddDays(2.9),
            TimeProvider.System.GetUtcNow().AddDays(3)
        );
    }

    [Fact]
    public async Task The_file_holds_the_slot_like_any_license_file()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        await program.Ask("/v1/get-license-file", new() { ["hwid"] = "HW-1" });
        Assert.Equal(400, (await program.Deactivate("HW-1")).Code);
        Assert.Equal(302, (await program.Activate("HW-2")).Code);
    }

    [Fact]
    public async Task Without_a_device_there_is_none_because_it_would_open_on_any()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        var refused = await program.Ask("/v1/get-license-file", []);
        Assert.Equal((503, false), (refused.Code, refused.Valid));
        Assert.Null(refused.Data["licFileContent"]);
    }

    [Fact]
    public async Task A_device_that_is_not_activated_gets_none()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var refused = await program.Ask("/v1/get-license-file", new() { ["hwid"] = "HW-1" });
        Assert.Equal((503, false, "cancelled"), (refused.Code, refused.Valid, refused.LicenseStatus));
        Assert.Null(refused.Data["licFileContent"]);
    }

    private static async Task<JsonObject> Opened(string file, string publicKey)
    {
        using var node = Process.Start(
            new ProcessStartInfo("node", ["-e", Open, file, publicKey]) { RedirectStandardOutput = true }
        )!;
        var text = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        return JsonNode.Parse(text)!.AsObject();
    }
}
