using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class DiagnoseTests(PortalApp app)
{
    [Fact]
    public async Task On_a_full_license_a_new_device_reads_that_no_slot_is_free_and_whose_could_be_freed()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 2 });
        await desk.Program.Activated("busy", new { name = "Busy" });
        var idle = await desk.Program.Activated("idle", new { name = "Idle" });
        await app.Sql($"UPDATE activations SET first_seen_at = now() - interval '90 days' WHERE id = '{idle}'");

        var refused = await desk.Diagnose("new-laptop");
        Assert.Equal(
            ("NOT_ACTIVATED", false),
            (Text(refused, "code"), refused["activating"]!["allowed"]!.GetValue<bool>())
        );
        Assert.Equal(("ACTIVATION_LIMIT_REACHED", 2, 2), Slots(refused));
        Assert.Equal(["Idle", "Busy"], refused["freeable"]!.AsArray().Select(row => Text(row!, "name")));

        await desk.DeactivateRemotely(idle);
        var allowed = await desk.Diagnose("new-laptop");
        Assert.Equal(("VALID", 1, 2), Slots(allowed));
        Assert.Empty(allowed["freeable"]!.AsArray());
        await desk.Program.Activated("new-laptop");
        Assert.Null((await desk.Diagnose("new-laptop"))["activating"]);
    }

    [Fact]
    public async Task The_preview_is_what_activating_answers_and_does_nothing()
    {
        foreach (var (policy, before) in Situations())
        {
            using var desk = await Desk.WithLicense(app, policy);
            await before(desk);
            var activations = (await desk.Activations()).Count;
            var preview = (await desk.Diagnose("device-9", "5.1.0"))["activating"]!;
            Assert.Equal(
                0,
                await app.Value<long>($"SELECT count(*) FROM event_pauses WHERE license_id = '{desk.License.Id}'")
            );
            Assert.Equal(
                0,
                await app.Value<long>(
                    $"SELECT count(*) FROM audit_records WHERE license_id = '{desk.License.Id}' AND action = 'activation-refused'"
                )
            );
            Assert.Equal(activations, (await desk.Activations()).Count);

            using var answer = await desk.Program.Activate("device-9", new { version = "5.1.0" });
            Assert.Equal(answer.IsSuccessStatusCode, preview["allowed"]!.GetValue<bool>());
            if (!answer.IsSuccessStatusCode)
                Assert.Equal((await answer.Problem()).Code, Text(preview, "code"));
        }
    }

    [Fact]
    public async Task Who_deactivated_a_device_is_said()
    {
        using var desk = await Desk.WithLicense(app, new { terms = new { staleAfterDays = 30 } });
        await desk.DeactivateRemotely(await desk.Program.Activated("by-customer"));
        (await desk.Program.Deactivate(await desk.Program.Activated("by-program"))).Dispose();
        await desk.Catalogue.Operator.Post(
            "activation",
            $"/activations/{await desk.Program.Activated("by-vendor")}/deactivate",
            new { }
        );
        await app.Sql(
            $"UPDATE activations SET first_seen_at = now() - interval '40 days' WHERE id = '{await desk.Program.Activated("by-time")}'"
        );
        await Eventually.Is(
            async () => Text(await desk.Diagnose("by-time"), "code") == "NOT_ACTIVATED",
            "ended by time"
        );

        var me = (await desk.Customer.Get("/api/identity/me"))["id"]!.GetValue<Guid>();
        foreach (
            var (identifier, by, user) in new[]
            {
                ("by-customer", "customer", (Guid?)me),
                ("by-program", "program", null),
                ("by-vendor", "vendor", null),
                ("by-time", "schedule", null),
            }
        )
        {
            var ending = (await desk.Diagnose(identifier))["deactivated"]!;
            Assert.Equal((by, user), (Text(ending, "by"), ending["userId"]?.GetValue<Guid>()));
        }
        await desk.Program.Activated("by-vendor");
        Assert.Null((await desk.Diagnose("by-vendor"))["deactivated"]);
    }

    [Fact]
    public async Task A_device_is_found_by_its_name_too()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("3f9a", new { name = "Anna's 100% laptop" });
        await desk.Program.Activated("shop.example.com", new { kind = "domain" });
        Assert.Equal("3f9a", Text((await desk.Diagnose("anna's 100% LAPTOP"))["device"]!, "identifier"));
        Assert.Equal(
            "shop.example.com",
            Text((await desk.Diagnose("https://Shop.Example.com/cart"))["device"]!, "identifier")
        );
        Assert.Null((await desk.Diagnose("Anna_s 100% laptop"))["device"]);
    }

    [Theory]
    [
        InlineData("latest", false),
        InlineData("5.x", false),
        InlineData("5..2", false),
        InlineData("1 or 2", false),
        InlineData(".5", false)
    ]
    [
        InlineData("5", true),
        InlineData("v5.2", true),
        InlineData("5.2.1", true),
        InlineData("5.2.1.0", true),
        InlineData("6.0.0-rc.1+7", true)
    ]
    public async Task A_version_that_is_none_is_refused(string version, bool isVersion)
    {
        using var desk = await Desk.WithLicense(app);
        using var answer = await desk.Customer.Api(
            HttpMethod.Post,
            "/api/activation/diagnostics",
            new
            {
                licenseId = desk.License.Id,
                identifier = "device-1",
                version,
            }
        );
        if (isVersion)
            Assert.Equal("NOT_ACTIVATED", Text((await answer.Content.ReadFromJsonAsync<JsonObject>())!, "code"));
        else
            Assert.Equal((422, "activation.version-invalid"), await answer.Problem());
    }

    [Fact]
    public async Task Rules_that_were_not_asked_are_not_ticked()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1");
        var diagnosis = await desk.Diagnose("device-1");
        var open = diagnosis["rules"]!
            .AsArray()
            .Where(rule => Text(rule!, "outcome") == "notChecked")
            .ToDictionary(rule => Text(rule!, "code")!, rule => Text(rule!, "detail"));
        Assert.Equal("No version was named.", open["VERSION_NOT_COVERED"]);
        Assert.Equal(
            [
                "ENTITLEMENTS_MISSING",
                "ENVIRONMENT_MISMATCH",
                "HEARTBEAT_MISSED",
                "PRODUCT_MISMATCH",
                "VERSION_NOT_COVERED",
            ],
            open.Keys.Order(StringComparer.Ordinal)
        );
        Assert.True(diagnosis["valid"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Where_nothing_more_may_be_freed_it_says_so()
    {
        using var desk = await Desk.WithLicense(
            app,
            new { activationLimit = 1, terms = new { deactivationQuota = 1, deactivationPeriodDays = 30 } }
        );
        await desk.DeactivateRemotely(await desk.Program.Activated("device-1"));
        await desk.Program.Activated("device-2");
        var quota = (await desk.Diagnose("device-3"))["quota"]!;
        Assert.Equal((1, 1), (quota["used"]!.GetValue<int>(), quota["limit"]!.GetValue<int>()));
        Assert.True(quota["resetsAt"]!.GetValue<DateTimeOffset>() > DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task The_diagnosis_is_the_verdict_that_the_software_gets()
    {
        using var desk = await Desk.WithLicense(app, new { maxMajorVersion = 4 });
        await desk.Program.Activated("device-1");
        foreach (
            var (identifier, version) in new[]
            {
                ("device-1", (string?)null),
                ("device-1", "5.0.0"),
                ("device-2", null),
            }
        )
        {
            var verdict = await desk.Program.Validate(identifier, new { version });
            var diagnosis = await desk.Diagnose(identifier, version);
            Assert.Equal(
                (verdict.Code, verdict.Body["detail"]!.GetValue<string>()),
                (Text(diagnosis, "code"), Text(diagnosis, "detail"))
            );
            Assert.Equal(15, diagnosis["rules"]!.AsArray().Count);
        }
    }

    private static IEnumerable<(object? Policy, Func<Desk, Task> Before)> Situations() =>
        [
            (null, _ => Task.CompletedTask),
            (new { activationLimit = 1 }, desk => desk.Program.Activated("device-1")),
            (new { maxMajorVersion = 4 }, _ => Task.CompletedTask),
            (new { terms = new { binding = "domain" } }, _ => Task.CompletedTask),
            (null, desk =>
                desk.Catalogue.Operator.Post(
                    "activation",
                    "/blocked-identifiers",
                    new { licenseId = desk.License.Id, identifier = "device-9" }
                )
            ),
            (new { activationLimit = 1 }, async desk =>
                await desk.DeactivateRemotely(await desk.Program.Activated("device-9"))
            ),
            (null, async desk =>
            {
                await desk.Catalogue.Move(desk.License, "suspend", new { reason = "x" });
                await Eventually.Is(async () => (await desk.Program.Validate()).Code == "SUSPENDED", "suspended");
            }),
        ];

    private static (string?, int, int?) Slots(JsonObject diagnosis)
    {
        var activating = diagnosis["activating"]!;
        return (
            Text(activating, "code"),
            activating["usedSlots"]!.GetValue<int>(),
            activating["activationLimit"]?.GetValue<int>()
        );
    }

    private static string? Text(JsonNode row, string name) => row[name]?.GetValue<string>();

    private static string? Text(JsonObject row, string name) => row[name]?.GetValue<string>();
}
