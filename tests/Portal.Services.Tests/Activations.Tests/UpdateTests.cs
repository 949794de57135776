using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests;

public sealed class UpdateTests(PortalApp app)
{
    private static readonly byte[] File = RandomNumberGenerator.GetBytes(5_000);

    [Fact]
    public async Task The_newest_covered_version_is_offered_with_what_proves_it_and_a_newer_one_is_named()
    {
        using var desk = await Desk.WithLicense(app, new { maintenanceDays = 30 });
        await Offer(desk, "1.0.0");
        await Offer(desk, "1.1.0", notes: "Faster.");
        await Offer(desk, "2.0.0", releasedAt: Days(300));
        using var found = await Found(desk, "?version=1.0.0&platform=windows&arch=x64", "1.1.0");
        Assert.Equal("2.0.0", found.Headers.GetValues("X-Newer-Release-Not-Covered").Single());
        var update = JsonNode.Parse(await found.Content.ReadAsStringAsync())!;
        var file = Assert.Single(update["artifacts"]!.AsArray())!;
        Assert.Equal(
            ("stable", "Faster.", File.Length, Convert.ToHexStringLower(SHA256.HashData(File))),
            (Text(update, "channel"), Text(update, "notes"), file["size"]!.GetValue<int>(), Text(file, "sha256"))
        );
        Assert.True(
            await SignedAnswerTests.OpenSslAccepts(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"portal-release-file/v1\nsetup-1.1.0.exe\n{File.Length}\n{Text(file, "sha256")}"
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
    public async Task Betas_are_for_those_who_ask_and_other_platforms_have_no_update()
    {
        using var desk = await Desk.WithLicense(app);
        await Offer(desk, "1.0.0");
        await Offer(desk, "1.1.0-beta.1", channel: "beta");
        (await Found(desk, "", "1.0.0")).Dispose();
        (await Found(desk, "?channel=BETA", "1.1.0-beta.1")).Dispose();
        using var other = await desk.Program.Get("/updates?platform=linux");
        Assert.Equal(HttpStatusCode.NoContent, other.StatusCode);
        Assert.False(other.Headers.Contains("X-Newer-Release-Not-Covered"));
        using var nonsense = await desk.Program.Get("/updates?version=newest");
        Assert.Equal((422, "activation.version-invalid"), await nonsense.Problem());
    }

    [Fact]
    public async Task A_link_leads_to_the_file_for_a_quarter_of_an_hour_and_tells_no_key()
    {
        using var desk = await Desk.WithLicense(app, new { maintenanceDays = 30 });
        var (covered, beyond) = (await Offer(desk, "1.0.0"), await Offer(desk, "2.0.0", releasedAt: Days(300)));
        (await Found(desk, "", "1.0.0")).Dispose();
        using var made = await desk.Program.Post("/downloads", new { artifactId = covered });
        var link = (await made.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.InRange(
            link["expiresAt"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromMinutes(14),
            TimeSpan.FromMinutes(15)
        );
        Assert.DoesNotContain(
            desk.License.Key,
            Uri.UnescapeDataString(Text(link, "url")),
            StringComparison.OrdinalIgnoreCase
        );
        using var http = new HttpClient();
        Assert.Equal(File, await http.GetByteArrayAsync(new Uri(Text(link, "url"))));

        using var stranger = await Desk.WithLicense(app);
        foreach (
            var (program, artifact) in new[]
            {
                (desk.Program, beyond),
                (desk.Program, Guid.NewGuid()),
                (stranger.Program, covered),
            }
        )
        {
            using var refused = await program.Post("/downloads", new { artifactId = artifact });
            Assert.Equal((404, "not-found"), await refused.Problem());
        }
    }

    [Fact]
    public async Task Who_is_refused_a_validation_is_refused_files_for_the_same_reason()
    {
        using var desk = await Desk.WithLicense(app);
        var artifact = await Offer(desk, "1.0.0");
        var activation = await desk.Program.Activated("device-1");
        (await Found(desk, "", "1.0.0")).Dispose();
        using var mismatch = await desk.Program.Get("/updates?product=another");
        Assert.Equal((403, "PRODUCT_MISMATCH"), await mismatch.Problem());

        await desk.DeactivateRemotely(activation);
        await Refused(desk, artifact, activation, "NOT_ACTIVATED");
        (await Found(desk, "", "1.0.0")).Dispose();
        using var never = await desk.Program.Get($"/updates?activationId={Guid.NewGuid()}");
        Assert.Equal((404, "not-found"), await never.Problem());
        foreach (var (move, code) in new[] { ("suspend", "SUSPENDED"), ("revoke", "REVOKED") })
        {
            await desk.Catalogue.Move(desk.License, move, new { reason = "x" });
            await Eventually.Is(async () => (await desk.Program.Validate("device-1")).Code == code, code);
            await Refused(desk, artifact, null, code);
        }
        using var unknown = await new VendorProgram(app, "NO-SUCH-KEY-AT-ALL").Get("/updates");
        Assert.Equal((403, "NOT_FOUND"), await unknown.Problem());
    }

    [Fact]
    public async Task An_expired_license_keeps_its_files_where_the_policy_says_so()
    {
        using var ended = await Desk.WithLicense(app, expiresAt: Days(-2));
        await Refused(ended, await Offer(ended, "1.0.0"), null, "EXPIRED");
        using var keeps = await Desk.WithLicense(app, new { downloadAfterExpiry = true }, expiresAt: Days(-2));
        await Offer(keeps, "1.0.0");
        await Offer(keeps, "1.1.0", releasedAt: Days(-1));
        using var found = await Found(keeps, "", "1.0.0");
        Assert.Equal("1.1.0", found.Headers.GetValues("X-Newer-Release-Not-Covered").Single());
    }

    [Fact]
    public async Task Before_the_first_activation_there_is_nothing_where_the_policy_says_so()
    {
        using var desk = await Desk.WithLicense(app, new { downloadBeforeActivation = false });
        await Refused(desk, await Offer(desk, "1.0.0"), null, "NOT_ACTIVATED");
        await desk.Program.Activated("device-1");
        (await Found(desk, "", "1.0.0")).Dispose();
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

    private static DateTimeOffset Days(int days) => TimeProvider.System.GetUtcNow().AddDays(days);

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static Task<Guid> Offer(
        Desk desk,
        string version,
        string? notes = null,
        string channel = "stable",
        DateTimeOffset? releasedAt = null
    ) => Releases.Offer(desk.Catalogue, desk.License.Product, version, File, notes, channel, releasedAt);

    /// <summary>Asks until Download knows everything that it has been told.</summary>
    private static Task<HttpResponseMessage> Found(Desk desk, string query, string version) =>
        Eventually.Get(
            async () =>
            {
                var answer = await desk.Program.Get($"/updates{query}");
                if (
                    answer.StatusCode == HttpStatusCode.OK
                    && JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["version"]!.GetValue<string>()
                        == version
                )
                    return answer;
                answer.Dispose();
                return null;
            },
            $"version {version} is offered"
        );

    private static async Task Refused(Desk desk, Guid artifactId, Guid? activationId, string code)
    {
        using var update = await desk.Program.Get(
            activationId is null ? "/updates" : $"/updates?activationId={activationId}"
        );
        using var link = await desk.Program.Post("/downloads", new { artifactId, activationId });
        Assert.Equal((403, code), await update.Problem());
        Assert.Equal((403, code), await link.Problem());
    }

    private async Task<byte[]> Key(string id)
    {
        var set = await app.Gateway.GetFromJsonAsync<JsonObject>("/licensing/v1/keys");
        var key = set!["keys"]!.AsArray().Single(key => Text(key!, "kid") == id)!;
        return Convert.FromBase64String(Text(key, "x").Replace('-', '+').Replace('_', '/') + "=");
    }
}
