using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests;

public sealed class LicenseFileTests(PortalApp app)
{
    private static readonly object Offline = new { activationLimit = 1, terms = new { offlineActivation = true, licenseFileDays = 7 } };

    [Fact]
    public async Task A_program_gets_a_file_that_OpenSSL_believes()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        var activation = await desk.Program.Activated("device-1", new { name = "Laptop" });
        using var answer = await desk.Program.Post("/license-files", new { activationId = activation });
        var document = await Read((await answer.Content.ReadFromJsonAsync<JsonObject>())!["licenseFile"]!.GetValue<string>());
        Assert.Equal((1, activation, "device-1"), (document["schema"]!.GetValue<int>(), document["activation"]!["id"]!.GetValue<Guid>(), document["activation"]!["identifier"]!.GetValue<string>()));
        var (issued, expires) = (document["issuedAt"]!.GetValue<DateTimeOffset>(), document["expiresAt"]!.GetValue<DateTimeOffset>());
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
            var document = await Read((await answer.Content.ReadFromJsonAsync<JsonObject>())!["licenseFile"]!.GetValue<string>());
            Assert.Equal(seconds, (document["expiresAt"]!.GetValue<DateTimeOffset>() - document["issuedAt"]!.GetValue<DateTimeOffset>()).TotalSeconds);
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
    public async Task A_customer_downloads_the_file_of_a_license_and_of_a_device()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        var activation = await desk.Program.Activated("device-1");
        foreach (var path in new[] { $"licenses/{desk.License.Id}", $"activations/{activation}" })
        {
            using var file = await desk.Customer.Api(HttpMethod.Get, $"/api/activation/{path}/license-file");
            Assert.Equal($"{desk.License.Product.Slug}.lic", file.Content.Headers.ContentDisposition!.FileName);
            await Read(await file.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_device_without_a_network_is_activated_and_given_back_by_files()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        var request = new JsonObject { ["key"] = desk.License.Key, ["identifier"] = "air-gapped", ["name"] = "Lab", ["nonce"] = "n-1" }.ToJsonString();
        using var activated = await Send(desk, "offline-activations", $"-----BEGIN ACTIVATION REQUEST-----\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(request))}\n-----END ACTIVATION REQUEST-----");
        var answer = (await activated.Content.ReadFromJsonAsync<JsonObject>())!;
        var document = await Read(answer["licenseFile"]!.GetValue<string>());
        Assert.Equal(("n-1", "air-gapped"), (document["nonce"]!.GetValue<string>(), document["activation"]!["identifier"]!.GetValue<string>()));
        using var again = await Send(desk, "offline-activations", request);
        Assert.Equal(answer["activationId"]!.GetValue<Guid>(), (await again.Content.ReadFromJsonAsync<JsonObject>())!["activationId"]!.GetValue<Guid>());

        var id = answer["activationId"]!.GetValue<Guid>();
        const string at = "2026-03-01T12:00:00Z";
        var key = Convert.FromBase64String(document["removalKey"]!.GetValue<string>().Replace('-', '+').Replace('_', '/') + "=");
        var proof = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}\n{at}"))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        using var wrong = await Send(desk, "offline-deactivations", new JsonObject { ["activationId"] = id, ["removedAt"] = at, ["proof"] = "AAAA" }.ToJsonString());
        Assert.Equal((422, "activation.proof-invalid"), await wrong.Problem());
        using var removed = await Send(desk, "offline-deactivations", new JsonObject { ["activationId"] = id, ["removedAt"] = at, ["proof"] = proof }.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        await desk.Program.Activated("device-2");
    }

    [Fact]
    public async Task Without_the_policys_leave_or_with_another_accounts_key_or_with_nonsense_there_is_no_offline_activation()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app, Offline);
        string Request(Desk of) => new JsonObject { ["key"] = of.License.Key, ["identifier"] = "air-gapped" }.ToJsonString();
        using var notAllowed = await Send(desk, "offline-activations", Request(desk));
        using var notMine = await Send(desk, "offline-activations", Request(stranger));
        using var nonsense = await Send(desk, "offline-activations", "nonsense");
        Assert.Equal((403, "activation.offline-not-allowed"), await notAllowed.Problem());
        Assert.Equal((404, "not-found"), await notMine.Problem());
        Assert.Equal((422, "activation.offline-request-invalid"), await nonsense.Problem());
    }

    private static Task<HttpResponseMessage> Send(Desk desk, string path, string requestFile) => desk.Customer.Api(HttpMethod.Post, $"/api/activation/{path}", new { requestFile });

    /// <summary>As a vendor's program reads it: verify first, then parse.</summary>
    private async Task<JsonObject> Read(string file)
    {
        var lines = file.TrimEnd().Split('\n');
        Assert.Equal(("-----BEGIN LICENSE FILE-----", "-----END LICENSE FILE-----"), (lines[0], lines[^1]));
        var envelope = JsonNode.Parse(Convert.FromBase64String(string.Concat(lines[1..^1])))!;
        var payload = Convert.FromBase64String(envelope["payload"]!.GetValue<string>());
        var set = await app.Gateway.GetFromJsonAsync<JsonObject>("/licensing/v1/keys");
        var key = set!["keys"]!.AsArray().Single(key => key!["kid"]!.GetValue<string>() == envelope["keyId"]!.GetValue<string>())!["x"]!.GetValue<string>();
        Assert.True(await SignedAnswerTests.OpenSslAccepts(
            string.Create(CultureInfo.InvariantCulture, $"portal-license-file/v1\n{Encoding.UTF8.GetString(payload)}"),
            Convert.FromBase64String(envelope["signature"]!.GetValue<string>()), Convert.FromBase64String(key.Replace('-', '+').Replace('_', '/') + "=")));
        return JsonNode.Parse(payload)!.AsObject();
    }
}
