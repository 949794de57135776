using System.Security.Cryptography;
using Portal.Activations.Protocols.KeyManager;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class AccessDownloadablesTests(PortalApp app)
{
    private static readonly byte[] File = RandomNumberGenerator.GetBytes(3_000);

    [Fact]
    public async Task What_the_license_covers_is_listed_with_links_that_fetch_it_and_tell_no_key()
    {
        using var desk = await Desk.WithLicense(app, new { maintenanceDays = 30 });
        var program = await KeyManagerProgram.Of(app, desk);
        Assert.Equal(700, (await program.Ask("/v1/access-downloadables", [])).Code);
        await Releases.Offer(
            desk.Catalogue,
            desk.License.Product,
            "1.9.0",
            File,
            "# What is new\n\n- Faster\n- Smaller"
        );
        await Releases.Offer(desk.Catalogue, desk.License.Product, "1.10.0", File);
        await Releases.Offer(
            desk.Catalogue,
            desk.License.Product,
            "2.0.0",
            File,
            releasedAt: TimeProvider.System.GetUtcNow().AddDays(300)
        );
        var answer = await Listed(program, "1.10.0", "1.9.0");
        var file = answer.Response["downloadables"]![1]!.AsObject();
        Assert.Equal(
            [
                "id",
                "product_id",
                "numeric_version",
                "version",
                "update_summary",
                "changelog",
                "published",
                "release_date",
                "download_counter",
                "url",
                "sha256",
                "signature",
            ],
            file.Select(member => member.Key)
        );
        Assert.Equal(
            (1_009_000, "What is new", 1, "2025-01-01 00:00:00"),
            (
                file["numeric_version"]!.GetValue<int>(),
                file["update_summary"]!.GetValue<string>(),
                file["published"]!.GetValue<int>(),
                file["release_date"]!.GetValue<string>()
            )
        );
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File)), file["sha256"]!.GetValue<string>());
        Assert.Equal(64, Convert.FromBase64String(file["signature"]!.GetValue<string>()).Length);
        Assert.True(await ReplySignature.IsGood(answer.Raw, await ReplySignature.PublicKey(program)));
        var url = file["url"]!.GetValue<string>();
        foreach (var secret in new[] { desk.License.Key, program.ApiKey })
            Assert.DoesNotContain(secret, Uri.UnescapeDataString(url), StringComparison.OrdinalIgnoreCase);
        using var http = new HttpClient();
        Assert.Equal(File, await http.GetByteArrayAsync(new Uri(url)));
    }

    [Fact]
    public async Task A_denial_names_its_reason_and_never_looks_valid()
    {
        using var desk = await Desk.WithLicense(app);
        await Releases.Offer(desk.Catalogue, desk.License.Product, "1.0.0", File);
        var program = await KeyManagerProgram.Of(app, desk);
        Assert.Equal(
            (701, "cancelled", false),
            Said(await program.Ask("/v1/access-downloadables", new() { ["identifier"] = "never-activated" }))
        );
        Assert.Equal(
            (701, "revoked", false),
            Said(await program.WithLicense("NO-SUCH-KEY-AT-ALL").Ask("/api/v1/access-downloadables", []))
        );
        await desk.Catalogue.Move(desk.License, "suspend", new { reason = "x" });
        await Eventually.Is(async () => (await program.Verify("x")).Code == 204, "suspended");
        Assert.Equal((701, "suspended", false), Said(await program.Ask("/v1/access-downloadables", [])));
        Assert.Equal(
            100,
            (await new KeyManagerProgram(app, "nobody", desk.License.Key).Ask("/v1/access-downloadables", [])).Code
        );
        var limited = await KeyManagerProgram.Of(app, desk, new { operations = new[] { "verify" } });
        Assert.Equal(102, (await limited.Ask("/v1/access-downloadables", [])).Code);
    }

    [Theory]
    [
        InlineData("1.0.2", 1_000_002),
        InlineData("2.0.0", 2_000_000),
        InlineData("1.10.0-beta.1+5", 1_010_000),
        InlineData("1.2000.3", 1_999_003),
        InlineData("99999999999999999999.0.0", 1_000_000_000_000_000)
    ]
    public void Versions_have_a_number_that_grows(string version, long number) =>
        Assert.Equal(number, ReleaseJson.Numeric(version));

    private static Task<KeyManagerProgram.Answer> Listed(KeyManagerProgram program, params string[] versions) =>
        Eventually.Get(
            async () =>
            {
                var answer = await program.Ask("/v1/access-downloadables", []);
                return
                    answer.Code == 600
                    && answer.Response["downloadables"]!
                        .AsArray()
                        .Select(file => file!["version"]!.GetValue<string>())
                        .SequenceEqual(versions)
                    ? answer
                    : null;
            },
            $"{string.Join(", ", versions)} are listed"
        );

    private static (int Code, string? Status, bool Valid) Said(KeyManagerProgram.Answer answer) =>
        (answer.Code, answer.LicenseStatus, answer.Valid);
}
