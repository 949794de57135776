using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Portal.Activations.Tests.Signing;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

public sealed class FindUpdateTests(PortalApp app)
{
    [Fact]
    public async Task The_newest_covered_version_is_offered_with_what_proves_it_and_a_newer_one_is_named()
    {
        using var desk = await Desk.WithLicense(app, new { maintenanceDays = 30 });
        await desk.Offer("1.0.0");
        await desk.Offer("1.1.0", notes: "Faster.");
        await desk.Offer("2.0.0", releasedAt: Updates.Days(300));
        using var found = await desk.Found("?version=1.0.0&platform=windows&arch=x64", "1.1.0");
        Assert.Equal("2.0.0", found.Headers.GetValues("X-Newer-Release-Not-Covered").Single());
        var update = JsonNode.Parse(await found.Content.ReadAsStringAsync())!;
        var file = Assert.Single(update["artifacts"]!.AsArray())!;
        Assert.Equal(
            ("stable", "Faster.", Updates.File.Length, Convert.ToHexStringLower(SHA256.HashData(Updates.File))),
            (Text(update, "channel"), Text(update, "notes"), file["size"]!.GetValue<int>(), Text(file, "sha256"))
        );
        Assert.True(
            await SignedAnswerTests.OpenSslAccepts(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"portal-release-file/v1\nsetup-1.1.0.exe\n{Updates.File.Length}\n{Text(file, "sha256")}"
                ),
                Convert.FromBase64String(Text(file, "signature")),
                await Key(Text(file, "keyId"))
            )
        );

        using var newest = await desk.Program.Get("/updates?version=1.1.0");
        Assert.Equal(
            (HttpStatusCode.NoContent, "2.0.0"),
            (newest.StatusCode, newest.Headers.GetValues("X-Newer-Release-Not-Covered").Single())
        );
        Assert.True(newest.Headers.Contains("Signature"));
    }

    [Fact]
    public async Task Versions_platforms_and_architectures_are_taken_in_the_words_of_other_tools()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Offer("v1.10");
        (await desk.Found("?version=v1.9.0.1&platform=win32&arch=AMD64", "v1.10")).Dispose();
        (await desk.Found("?version=1.9.0 build.7&platform=Windows&arch=x86_64", "v1.10")).Dispose();
        (await desk.Found("?version=1.9.0+build.7", "v1.10")).Dispose();
        using var same = await desk.Program.Get("/updates?version=1.10.0+build.7&platform=win64");
        using var darwin = await desk.Program.Get("/updates?platform=darwin");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (same.StatusCode, darwin.StatusCode));
        using var slip = await desk.Program.Get("/updates?platform=windwos");
        Assert.Equal((422, "activation.platform-unknown"), await slip.Problem());
        Assert.Contains("windows", await slip.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Betas_are_for_those_who_ask_and_other_platforms_have_no_update()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Offer("1.0.0");
        await desk.Offer("1.1.0-beta.1", channel: "beta");
        (await desk.Found("", "1.0.0")).Dispose();
        (await desk.Found("?channel=BETA", "1.1.0-beta.1")).Dispose();
        using var other = await desk.Program.Get("/updates?platform=linux");
        Assert.Equal(HttpStatusCode.NoContent, other.StatusCode);
        Assert.False(other.Headers.Contains("X-Newer-Release-Not-Covered"));
        using var nonsense = await desk.Program.Get("/updates?version=newest");
        Assert.Equal((422, "activation.version-invalid"), await nonsense.Problem());
    }

    [Fact]
    public async Task While_Download_is_away_only_updates_are_away()
    {
        await using var own = await OwnActivation.Start(app, ("services:download:management:0", "http://127.0.0.1:9"));
        using var desk = await Desk.WithLicense(app);
        using var update = await own.Ask(HttpMethod.Get, "/licensing/v1/updates", desk.License.Key);
        Assert.Equal((503, "unavailable"), await update.Problem());
        Assert.True(update.Headers.Contains("Signature") && update.Headers.RetryAfter is not null);
        using var validation = await own.Ask(
            HttpMethod.Post,
            "/licensing/v1/validations",
            desk.License.Key,
            new { identifier = "device-1" }
        );
        Assert.Equal(HttpStatusCode.OK, validation.StatusCode);
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private async Task<byte[]> Key(string id)
    {
        var set = await app.Gateway.GetFromJsonAsync<JsonObject>("/licensing/v1/keys");
        var key = set!["keys"]!.AsArray().Single(key => Text(key!, "kid") == id)!;
        return Convert.FromBase64String(Text(key, "x").Replace('-', '+').Replace('_', '/') + "=");
    }
}
