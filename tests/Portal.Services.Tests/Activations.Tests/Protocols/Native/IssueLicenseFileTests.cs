using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Activations.Tests.Signing;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

public sealed class IssueLicenseFileTests(PortalApp app)
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
        var document = await SignedFile.Read(
            app,
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
            var document = await SignedFile.Read(
                app,
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
}
