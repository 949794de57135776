using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

public sealed class ActivateTests(PortalApp app)
{
    [Fact]
    public async Task A_new_device_takes_a_slot_and_validates_from_then_on()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 2 });
        Assert.Equal("NOT_ACTIVATED", (await desk.Program.Validate("device-1")).Code);
        using var created = await desk.Program.Activate(
            "device-1",
            new
            {
                name = "Anna's laptop",
                platform = "linux",
                version = "4.2.0",
            }
        );
        var body = (await created.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal((HttpStatusCode.Created, 1), (created.StatusCode, body["license"]!["usedSlots"]!.GetValue<int>()));
        Assert.True((await desk.Program.Validate("device-1")).Valid);
        Assert.Equal("NOT_ACTIVATED", (await desk.Program.Validate("device-2")).Code);
    }

    [Fact]
    public async Task The_same_device_again_is_the_same_activation_and_no_second_slot()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 2 });
        var first = await desk.Program.Activated("device-1");
        using var again = await desk.Program.Activate("device-1");
        var body = (await again.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(
            (HttpStatusCode.OK, first, 1),
            (
                again.StatusCode,
                body["activation"]!["id"]!.GetValue<Guid>(),
                body["license"]!["usedSlots"]!.GetValue<int>()
            )
        );
    }

    [Fact]
    public async Task The_same_device_twenty_times_at_once_is_one_activation()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 5 });
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.Program.Activated("device-1")));
        Assert.Single(ids.Distinct());
        Assert.Single(await desk.Activations());
    }

    [Fact]
    public async Task When_all_slots_are_taken_the_refusal_names_the_devices_in_the_way_without_their_identifiers()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var old = await desk.Program.Activated("secret-fingerprint", new { name = "Old laptop" });
        using var refused = await desk.Program.Activate("device-2");
        var text = await refused.Content.ReadAsStringAsync();
        var body = JsonNode.Parse(text)!;
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), ((int)refused.StatusCode, body["code"]!.GetValue<string>()));
        Assert.Equal(
            (1, 1, "Old laptop"),
            (
                body["used"]!.GetValue<int>(),
                body["limit"]!.GetValue<int>(),
                body["devices"]![0]!["name"]!.GetValue<string>()
            )
        );
        Assert.DoesNotContain("secret-fingerprint", text, StringComparison.Ordinal);
        Assert.DoesNotContain(old.ToString(), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("suspend", "SUSPENDED")]
    [InlineData("revoke", "REVOKED")]
    public async Task A_license_that_the_vendor_stopped_activates_nothing_and_its_devices_are_refused(
        string move,
        string code
    )
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1");
        await desk.Catalogue.Move(desk.License, move, new { reason = "x" });
        await Eventually.Is(async () => (await desk.Program.Validate("device-1")).Code == code, code);
        using var refused = await desk.Program.Activate("device-2");
        Assert.Equal((403, code), await refused.Problem());
    }

    [Fact]
    public async Task A_domain_is_the_same_in_every_spelling()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var first = await desk.Program.Activated("https://Shop.Example.com:443/admin", new { kind = "domain" });
        Assert.Equal(first, await desk.Program.Activated("shop.example.com.", new { kind = "domain" }));
        Assert.True((await desk.Program.Validate("SHOP.example.com", new { kind = "domain" })).Valid);
    }

    [Fact]
    public async Task A_program_that_does_not_say_where_it_runs_is_told_so()
    {
        using var desk = await Desk.WithLicense(app);
        Assert.Equal("IDENTIFIER_REQUIRED", (await desk.Program.Validate()).Code);
        using var refused = await desk.Program.Activate("");
        Assert.Equal((403, "IDENTIFIER_REQUIRED"), await refused.Problem());
        using var nonsense = await desk.Program.Activate("not a host", new { kind = "domain" });
        Assert.Equal((422, "activation.identifier-invalid"), await nonsense.Problem());
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"identifier":42}""", 400)]
    [InlineData("""{"identifier":"x","kind":"toaster"}""", 400)]
    [InlineData("""{"identifier":"x","kind":1}""", 400)]
    [InlineData("""{"identifier":"half a pair \ud800"}""", 400)]
    public async Task A_body_that_is_not_of_the_protocol_is_refused(string body, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/licensing/v1/activations")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Authorization", "License SOME-KEY-0001");
        using var response = await app.Gateway.SendAsync(request);
        Assert.Equal(status, (await response.Problem()).Status);
    }

    [Fact]
    public async Task A_text_that_cannot_be_stored_is_refused_and_takes_no_slot()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        using var refused = await desk.Program.Activate("device-1", new { name = "a\u0000b" });
        Assert.Equal((400, "bad-request"), await refused.Problem());
        await desk.Program.Activated("device-2");
    }
}
