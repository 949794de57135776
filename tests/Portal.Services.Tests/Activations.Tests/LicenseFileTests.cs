using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests;

public sealed class LicenseFileTests(PortalApp app)
{
    private static readonly object Offline = new
    {
        activationLimit = 1,
        terms = new { offlineActivation = true, licenseFileDays = 7 },
    };

    [Fact]
    public async Task A_program_gets_a_file_that_OpenSSL_believes()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        var activation = await desk.Program.Activated("device-1", new { name = "Laptop" });
        using var answer = await desk.Program.Post("/license-files", new { activationId = activation });
        var document = await Read(
            (await answer.Content.ReadFromJsonAsync<JsonObject>())!["licenseFile"]!.GetValue<string>()
        );
        Assert.Equal(
            (1, activation, "device-1"),
            (
                document["schema"]!.GetValue<int>(),
                document["activation"]!["id"]!.GetValue<Guid>(),
                document["activation"]!["identifier"]!.GetValue<string>()
            )
        );
        var (issued, expires) = (
            document["issuedAt"]!.GetValue<DateTimeOffset>(),
            document["expiresAt"]!.GetValue<DateTimeOffset>()
        );
        Assert.Equal(TimeSpan.FromDays(7), expires - issued);
        Assert.DoesNotContain(desk.License.Key, document.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_file_lasts_as_long_as_asked_but_no_longer_than_allowed()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        foreach (var (ttl, seconds) in new[] { (3600, 3600), (30 * 86_400, 7 * 86_400) })
        {
            using var answer = await desk.Program.Post("/license-files", new { ttl });
            var document = await Read(
                (await answer.Content.ReadFromJsonAsync<JsonObject>())!["licenseFile"]!.GetValue<string>()
            );
            Assert.Equal(
                seconds,
                (
                    document["expiresAt"]!.GetValue<DateTimeOffset>() - document["issuedAt"]!.GetValue<DateTimeOffset>()
                ).TotalSeconds
            );
            Assert.Null(document["activation"]);
        }
    }

    [Fact]
    public async Task A_device_that_is_not_in_order_gets_none()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        var activation = await desk.Program.Activated("device-1");
        await desk.DeactivateRemotely(activation);
        using var ended = await desk.Program.Post("/license-files", new { activationId = activation });
        Assert.Equal((403, "NOT_ACTIVATED"), await ended.Problem());
        using var never = await desk.Program.Post("/license-files", new { activationId = Guid.NewGuid() });
        Assert.Equal((404, "not-found"), await never.Problem());
        using var unknown = await new VendorProgram(app, "NO-SUCH-KEY-AT-ALL").Post("/license-files", new { });
        Assert.Equal((403, "NOT_FOUND"), await unknown.Problem());
    }

    [Fact]
    public async Task A_customer_downloads_the_file_of_a_license()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        using var file = await desk.Customer.Api(
            HttpMethod.Get,
            $"/api/activation/licenses/{desk.License.Id}/license-file"
        );
        Assert.Equal($"{desk.License.Product.Slug}.lic", file.Content.Headers.ContentDisposition!.FileName);
        Assert.Null((await Read(await file.Content.ReadAsStringAsync()))["activation"]);
    }

    private Task<JsonObject> Read(string file) => Read(app, file);

    /// <summary>As a vendor's program reads it: verify first, then parse.</summary>
    internal static async Task<JsonObject> Read(PortalApp app, string file)
    {
        var lines = file.TrimEnd().Split('\n');
        Assert.Equal(("-----BEGIN LICENSE FILE-----", "-----END LICENSE FILE-----"), (lines[0], lines[^1]));
        var envelope = JsonNode.Parse(Convert.FromBase64String(string.Concat(lines[1..^1])))!;
        var payload = Convert.FromBase64String(envelope["payload"]!.GetValue<string>());
        var set = await app.Gateway.GetFromJsonAsync<JsonObject>("/licensing/v1/keys");
        var key = set!["keys"]!
            .AsArray()
            .Single(key => key!["kid"]!.GetValue<string>() == envelope["keyId"]!.GetValue<string>())![
            "x"
        ]!.GetValue<string>();
        Assert.True(
            await SignedAnswerTests.OpenSslAccepts(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"portal-license-file/v1\n{Encoding.UTF8.GetString(payload)}"
                ),
                Convert.FromBase64String(envelope["signature"]!.GetValue<string>()),
                Convert.FromBase64String(key.Replace('-', '+').Replace('_', '/') + "=")
            )
        );
        return JsonNode.Parse(payload)!.AsObject();
    }
}
