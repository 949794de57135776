using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

public sealed class CreateDownloadTests(PortalApp app)
{
    [Fact]
    public async Task A_link_leads_to_the_file_for_a_quarter_of_an_hour_and_tells_no_key()
    {
        using var desk = await Desk.WithLicense(app, new { maintenanceDays = 30 });
        var (covered, beyond) = (await desk.Offer("1.0.0"), await desk.Offer("2.0.0", releasedAt: Updates.Days(300)));
        (await desk.Found("", "1.0.0")).Dispose();
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
        Assert.Equal(Updates.File, await http.GetByteArrayAsync(new Uri(Text(link, "url"))));

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
    public async Task A_device_that_is_not_there_and_a_key_that_is_none_get_no_link()
    {
        using var desk = await Desk.WithLicense(app);
        var file = new { artifactId = Guid.NewGuid(), activationId = Guid.NewGuid() };
        using var missing = await desk.Program.Post("/downloads", file);
        Assert.Equal((404, "not-found"), await missing.Problem());
        using var unknown = await new VendorProgram(app, "NO-SUCH-KEY-AT-ALL").Post(
            "/downloads",
            new { file.artifactId }
        );
        Assert.Equal((403, "NOT_FOUND"), await unknown.Problem());
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
