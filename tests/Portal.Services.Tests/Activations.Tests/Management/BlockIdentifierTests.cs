using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class BlockIdentifierTests(PortalApp app)
{
    [Fact]
    public async Task A_blocked_device_is_refused_at_its_next_question_until_it_is_unblocked()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1");
        Assert.True((await desk.Program.Validate("device-1")).Valid);
        var blocked = await desk.Block(new { licenseId = desk.License.Id, identifier = "device-1" });
        Assert.Equal("IDENTIFIER_BLOCKED", (await desk.Program.Validate("device-1")).Code);
        using var refused = await desk.Program.Activate("device-1");
        Assert.Equal((403, "IDENTIFIER_BLOCKED"), await refused.Problem());

        using var removed = await desk.Unblock(blocked);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.True((await desk.Program.Validate("device-1")).Valid);
    }

    [Fact]
    public async Task A_product_and_all_licenses_can_be_meant_and_others_are_not()
    {
        using var desk = await Desk.WithLicense(app);
        using var other = await Desk.WithLicense(app);
        var (site, device) = ($"{Guid.NewGuid():N}.com", $"HWID-{Guid.NewGuid()}");
        await desk.Block(
            new
            {
                productId = desk.License.Product.Id,
                identifier = $"https://{site.ToUpperInvariant()}/",
                kind = "domain",
            }
        );
        await desk.Block(new { identifier = device });
        Assert.Equal("IDENTIFIER_BLOCKED", (await desk.Program.Validate(site, new { kind = "domain" })).Code);
        Assert.Equal("NOT_ACTIVATED", (await other.Program.Validate(site, new { kind = "domain" })).Code);
        Assert.Equal("IDENTIFIER_BLOCKED", (await other.Program.Validate(device)).Code);
    }

    [Fact]
    public async Task Blocking_twice_is_one_row_and_the_list_shows_it()
    {
        var vendor = new Catalogue(app).Operator;
        var body = new { identifier = $"HWID-{Guid.NewGuid()}", reason = "leaked" };
        using var once = await vendor.Send("activation", "/blocked-identifiers", body);
        using var twice = await vendor.Send("activation", "/blocked-identifiers", body);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (once.StatusCode, twice.StatusCode));
        Assert.Equal(
            (await once.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<Guid>(),
            (await twice.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<Guid>()
        );
        var list = await vendor.Get("activation", "/blocked-identifiers?size=500");
        Assert.Contains(list["items"]!.AsArray(), row => row!["identifier"]!.GetValue<string>() == body.identifier);
    }

    [Fact]
    public async Task What_is_no_host_is_not_blocked_as_a_domain()
    {
        using var refused = await new Operator(app).Send(
            "activation",
            "/blocked-identifiers",
            new { identifier = "not a host", kind = "domain" }
        );
        Assert.Equal((422, "activation.identifier-invalid"), await refused.Problem());
    }
}
