using System.Net.Http.Json;
using System.Security.Cryptography;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class ShowChangelogTests(PortalApp app)
{
    private static readonly byte[] File = RandomNumberGenerator.GetBytes(3_000);

    [Fact]
    public async Task A_changelog_is_for_everybody_where_the_vendor_publishes_it()
    {
        var catalogue = new Catalogue(app);
        var product = await catalogue.NewProduct();
        await Releases.Offer(catalogue, product, "1.0.0", File, "The first.");
        await Releases.Offer(catalogue, product, "1.1.0", File, "Faster.");
        var nobody = new KeyManagerProgram(app, "", "");
        Assert.Equal(1602, (await Changelog(nobody, product.Slug)).Code);
        Assert.Equal((1602, "suspended", false), Said(await Changelog(nobody, "no-such-product")));

        using var vendor = await catalogue.Operator.Client("license");
        using var published = await vendor.PutAsJsonAsync(
            $"/management/products/{product.Id}",
            new { name = product.Name, changelogPublic = true }
        );
        published.EnsureSuccessStatusCode();
        var answer = await Eventually.Get(
            async () => await Changelog(nobody, product.Slug) is { Code: 1600 } found ? found : null,
            "published"
        );
        Assert.Equal(
            ["1.1.0 Faster.", "1.0.0 The first."],
            answer.Response["changelog"]!.AsArray().Select(entry => $"{entry!["version"]} {entry["changelog"]}")
        );
        Assert.Contains("\"private_key_used\":\"product\"", answer.Raw, StringComparison.Ordinal);
        var key = (await KeyManagerProgram.NewApiKey(catalogue, product))["key"]!.GetValue<string>();
        Assert.True(
            await ReplySignature.IsGood(answer.Raw, await ReplySignature.PublicKey(new KeyManagerProgram(app, key, "")))
        );
    }

    [Fact]
    public async Task A_changelog_tells_of_pre_releases_where_asked_only()
    {
        var catalogue = new Catalogue(app);
        var product = await catalogue.NewProduct();
        await Releases.Offer(catalogue, product, "1.0.0", File, "The first.");
        await Releases.Offer(catalogue, product, "2.0.0-beta.1", File, "To try out.", "beta");
        using var vendor = await catalogue.Operator.Client("license");
        using var published = await vendor.PutAsJsonAsync(
            $"/management/products/{product.Id}",
            new { name = product.Name, changelogPublic = true }
        );
        published.EnsureSuccessStatusCode();
        var nobody = new KeyManagerProgram(app, "", "");

        var stable = await Eventually.Get(
            async () => await Changelog(nobody, product.Slug) is { Code: 1600 } found ? found : null,
            "published"
        );
        Assert.Equal(
            ["1.0.0"],
            stable.Response["changelog"]!.AsArray().Select(entry => entry!["version"]!.GetValue<string>())
        );
        var all = await Changelog(nobody, product.Slug, "?channel=beta");
        Assert.Equal(
            ["2.0.0-beta.1", "1.0.0"],
            all.Response["changelog"]!.AsArray().Select(entry => entry!["version"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task A_vendor_without_changelogs_says_so_for_every_product()
    {
        await using var own = await OwnActivation.Start(app, ("KeyManager:Changelog", "false"));
        using var answer = await own.Ask(HttpMethod.Get, "/v1/products/anything/changelog", null);
        Assert.Equal((1601, "suspended", false), Said(await KeyManagerProgram.Read(answer)));
    }

    private static Task<KeyManagerProgram.Answer> Changelog(
        KeyManagerProgram program,
        string slug,
        string query = ""
    ) =>
        program.Send(
            new HttpRequestMessage(HttpMethod.Get, $"/v1/products/{slug}/changelog{query}"),
            withBearer: false
        );

    private static (int Code, string? Status, bool Valid) Said(KeyManagerProgram.Answer answer) =>
        (answer.Code, answer.LicenseStatus, answer.Valid);
}
