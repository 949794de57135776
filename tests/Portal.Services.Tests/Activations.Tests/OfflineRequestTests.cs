using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests;

public sealed class OfflineRequestTests(PortalApp app)
{
    private const string RemovedAt = "2026-03-01T12:00:00Z";
    private static readonly object Offline = new { activationLimit = 1, terms = new { offlineActivation = true } };

    [Fact]
    public async Task A_device_without_a_network_is_activated_and_given_back_by_files()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        await using var subscriber = await Subscriber.To(app, "portal.activations.v1.activation-deactivated");
        var request = Request(desk, "air-gapped", "n-1");
        using var activated = await Send(
            desk,
            "offline-activations",
            $"-----BEGIN ACTIVATION REQUEST-----\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(request))}\n-----END ACTIVATION REQUEST-----"
        );
        var answer = await Body(activated);
        var document = await LicenseFileTests.Read(app, answer["licenseFile"]!.GetValue<string>());
        Assert.Equal(
            ("n-1", "air-gapped"),
            (document["nonce"]!.GetValue<string>(), document["activation"]!["identifier"]!.GetValue<string>())
        );
        var id = answer["activationId"]!.GetValue<Guid>();
        Assert.Equal(id, (await Activated(desk, request)).Id);

        using var wrong = await Send(
            desk,
            "offline-deactivations",
            new JsonObject
            {
                ["activationId"] = id,
                ["removedAt"] = RemovedAt,
                ["proof"] = "AAAA",
            }.ToJsonString()
        );
        Assert.Equal((422, "activation.proof-invalid"), await wrong.Problem());
        using var removed = await Send(desk, "offline-deactivations", Removal(id, document));
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        await desk.Program.Activated("device-2");
        var told = await Eventually.Get(
            () =>
                Task.FromResult(
                    subscriber.Messages.FirstOrDefault(message => message.Body["activationId"]!.GetValue<Guid>() == id)
                ),
            "told who carried the file"
        );
        var actor = await app.Value<string>(
            $"SELECT actor FROM audit_records WHERE action = 'deactivated' AND subject = '{id}'"
        );
        Assert.Equal(
            ("software", actor),
            (told.Body["by"]!.GetValue<string>(), told.Body["userId"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task A_request_says_what_it_would_do_and_does_nothing()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        var request = Request(desk, "air-gapped");
        foreach (var _ in (int[])[1, 2])
            Assert.Equal(("activate", true, "Lab", "air-gapped", 0), await Foreseen(desk, request));
        Assert.Empty(await desk.Activations());

        var (id, file) = await Activated(desk, request);
        Assert.Equal(("activate", false, "Lab", "air-gapped", 1), await Foreseen(desk, request));
        var removal = Removal(id, await LicenseFileTests.Read(app, file));
        Assert.Equal(("deactivate", true, "Lab", "air-gapped", 1), await Foreseen(desk, removal));
        using var removed = await Send(desk, "offline-deactivations", removal);
        Assert.Equal(("deactivate", false, "Lab", "air-gapped", 0), await Foreseen(desk, removal));
    }

    [Fact]
    public async Task What_would_be_refused_says_so_before()
    {
        using var desk = await Desk.WithLicense(app, Offline);
        using var online = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app, Offline);
        var (id, file) = await Activated(stranger, Request(stranger, "theirs"));
        await desk.Program.Activated("device-1");
        foreach (
            var (asker, request, status, code) in new[]
            {
                (desk, Request(desk, "air-gapped"), 409, "ACTIVATION_LIMIT_REACHED"),
                (desk, Request(stranger, "air-gapped"), 404, "not-found"),
                (desk, Removal(id, await LicenseFileTests.Read(app, file)), 404, "not-found"),
                (desk, "nonsense", 422, "activation.offline-request-invalid"),
                (online, Request(online, "air-gapped"), 403, "activation.offline-not-allowed"),
                (
                    stranger,
                    new JsonObject
                    {
                        ["activationId"] = id,
                        ["removedAt"] = RemovedAt,
                        ["proof"] = "AAAA",
                    }.ToJsonString(),
                    422,
                    "activation.proof-invalid"
                ),
            }
        )
        {
            using var foreseen = await Send(asker, "offline-requests", request);
            Assert.Equal((status, code), await foreseen.Problem());
        }
        await desk.Catalogue.Move(stranger.License, "suspend", new { reason = "x" });
        await Eventually.Is(async () => (await stranger.Program.Validate("theirs")).Code == "SUSPENDED", "suspended");
        using var suspended = await Send(stranger, "offline-requests", Request(stranger, "theirs"));
        Assert.Equal((403, "SUSPENDED"), await suspended.Problem());
    }

    [Fact]
    public async Task Without_the_policys_leave_or_with_another_accounts_key_or_with_nonsense_there_is_no_offline_activation()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app, Offline);
        using var notAllowed = await Send(desk, "offline-activations", Request(desk, "air-gapped"));
        using var notMine = await Send(desk, "offline-activations", Request(stranger, "air-gapped"));
        using var nonsense = await Send(desk, "offline-activations", "nonsense");
        Assert.Equal((403, "activation.offline-not-allowed"), await notAllowed.Problem());
        Assert.Equal((404, "not-found"), await notMine.Problem());
        Assert.Equal((422, "activation.offline-request-invalid"), await nonsense.Problem());
    }

    private static string Request(Desk desk, string identifier, string? nonce = null) =>
        new JsonObject
        {
            ["key"] = desk.License.Key,
            ["identifier"] = identifier,
            ["name"] = "Lab",
            ["nonce"] = nonce,
        }.ToJsonString();

    /// <summary>As the program writes it after it has deleted its license file.</summary>
    private static string Removal(Guid id, JsonObject licenseFile)
    {
        var key = Convert.FromBase64String(
            licenseFile["removalKey"]!.GetValue<string>().Replace('-', '+').Replace('_', '/') + "="
        );
        var proof = Convert
            .ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}\n{RemovedAt}")))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');
        return new JsonObject
        {
            ["activationId"] = id,
            ["removedAt"] = RemovedAt,
            ["proof"] = proof,
        }.ToJsonString();
    }

    private static async Task<(Guid Id, string File)> Activated(Desk desk, string request)
    {
        using var answer = await Send(desk, "offline-activations", request);
        var body = await Body(answer);
        return (body["activationId"]!.GetValue<Guid>(), body["licenseFile"]!.GetValue<string>());
    }

    private static async Task<(string Purpose, bool Changes, string? Name, string Identifier, int UsedSlots)> Foreseen(
        Desk desk,
        string request
    )
    {
        using var answer = await Send(desk, "offline-requests", request);
        var body = await Body(answer);
        return (
            body["purpose"]!.GetValue<string>(),
            body["changes"]!.GetValue<bool>(),
            body["name"]?.GetValue<string>(),
            body["identifier"]!.GetValue<string>(),
            body["usedSlots"]!.GetValue<int>()
        );
    }

    private static async Task<JsonObject> Body(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static Task<HttpResponseMessage> Send(Desk desk, string path, string requestFile) =>
        desk.Customer.Api(HttpMethod.Post, $"/api/activation/{path}", new { requestFile });
}
