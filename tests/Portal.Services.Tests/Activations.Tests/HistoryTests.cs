using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests;

public sealed class HistoryTests(PortalApp app)
{
    [Fact]
    public async Task Everything_that_happened_to_the_devices_of_a_license_is_told_in_order()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var first = await desk.Program.Activated("device-1", new { name = "Laptop" });
        (await desk.Program.Activate("device-2")).Dispose();
        (await desk.Program.Activate("device-2")).Dispose();
        (await desk.Program.Post("/license-files", new { activationId = first })).Dispose();
        await desk.DeactivateRemotely(first);
        (await desk.Program.Deactivate(await desk.Program.Activated("device-2"))).Dispose();

        var me = (await desk.Customer.Get("/api/identity/me"))["id"]!.GetValue<Guid>();
        var entries = await All(desk, $"licenses/{desk.License.Id}");
        Assert.Equal(
            [
                ("deactivated", "program", "device-2"),
                ("activated", "program", "device-2"),
                ("deactivated", "customer", "Laptop"),
                ("license-file-issued", "program", "Laptop"),
                ("activation-refused", "program", "device-2"),
                ("activated", "program", "Laptop"),
            ],
            entries.Select(Shown)
        );
        Assert.Equal([null, null, me, null, null, null], entries.Select(entry => entry["userId"]?.GetValue<Guid>()));
        Assert.Equal("ACTIVATION_LIMIT_REACHED", entries[4]["detail"]!.GetValue<string>());
        Assert.True(DateTimeOffset.Parse(entries[3]["detail"]!.GetValue<string>(), null) > DateTimeOffset.UtcNow);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task Page_by_page_is_the_whole(int size)
    {
        using var desk = await Desk.WithLicense(app);
        for (var device = 0; device < 3; device++)
            await desk.DeactivateRemotely(await desk.Program.Activated($"device-{device}"));
        var whole = await All(desk, $"licenses/{desk.License.Id}");
        // What happened to a device in one instant is not told apart by any cursor.
        await desk.Catalogue.Operator.Post(
            "activation",
            "/activations",
            Past(desk, "imported", days: 400, deactivatedAfter: 0)
        );
        var withImport = await All(desk, $"licenses/{desk.License.Id}");
        Assert.Equal(whole.Count + 3, withImport.Count);
        Assert.Equal(withImport.Select(Shown), (await All(desk, $"licenses/{desk.License.Id}", size)).Select(Shown));
    }

    [Fact]
    public async Task A_device_has_the_history_of_all_slots_that_it_had()
    {
        using var desk = await Desk.WithLicense(app);
        var before = await desk.Program.Activated("device-1", new { name = "Laptop" });
        await desk.DeactivateRemotely(before);
        await desk.Program.Activated("device-2");
        var now = await desk.Program.Activated("device-1", new { name = "Laptop" });
        var entries = await All(desk, $"activations/{now}");
        Assert.Equal(
            ["activated", "deactivated", "activated"],
            entries.Select(entry => entry["action"]!.GetValue<string>())
        );
        Assert.Equal([now, before, before], entries.Select(entry => entry["activationId"]!.GetValue<Guid>()));
        Assert.Equal(entries.Select(Shown), (await All(desk, $"activations/{before}")).Select(Shown));
    }

    [Fact]
    public async Task What_was_taken_over_has_its_own_dates_and_the_day_of_the_import_beside_them()
    {
        using var desk = await Desk.WithLicense(app);
        var imported = await desk.Catalogue.Operator.Post(
            "activation",
            "/activations",
            Past(desk, "device-1", days: 400, deactivatedAfter: 100)
        );
        var entries = await All(desk, $"activations/{imported["id"]!.GetValue<Guid>()}");
        Assert.Equal(
            [
                ("activation-imported", "vendor", "device-1"),
                ("deactivated", "schedule", "device-1"),
                ("activated", "program", "device-1"),
            ],
            entries.Select(Shown)
        );
        Assert.Equal(
            [0, 300, 400],
            entries.Select(entry =>
                (int)Math.Round((DateTimeOffset.UtcNow - entry["at"]!.GetValue<DateTimeOffset>()).TotalDays)
            )
        );
    }

    [Fact]
    public async Task Blocking_and_unblocking_a_device_of_the_license_is_told()
    {
        using var desk = await Desk.WithLicense(app);
        var device = await desk.Program.Activated("device-1", new { name = "Laptop" });
        var blocked = await desk.Catalogue.Operator.Post(
            "activation",
            "/blocked-identifiers",
            new { licenseId = desk.License.Id, identifier = "device-1" }
        );
        using (var management = await desk.Catalogue.Operator.Client("activation"))
            (
                await management.DeleteAsync(
                    new Uri($"/management/blocked-identifiers/{blocked["id"]!.GetValue<Guid>()}", UriKind.Relative)
                )
            ).Dispose();
        Assert.Equal(
            [
                ("identifier-unblocked", "vendor", "Laptop"),
                ("identifier-blocked", "vendor", "Laptop"),
                ("activated", "program", "Laptop"),
            ],
            (await All(desk, $"activations/{device}")).Select(Shown)
        );
    }

    [Fact]
    public async Task A_device_shows_its_license_file_and_who_deactivated_it()
    {
        using var desk = await Desk.WithLicense(app, new { terms = new { licenseFileDays = 7 } });
        var device = await desk.Program.Activated("device-1");
        Assert.Null((await Details(desk, device))["fileUntil"]);
        (await desk.Program.Post("/license-files", new { activationId = device })).Dispose();
        await desk.DeactivateRemotely(device);
        var details = await Details(desk, device);
        Assert.InRange(
            details["fileUntil"]!.GetValue<DateTimeOffset>(),
            DateTimeOffset.UtcNow.AddDays(6),
            DateTimeOffset.UtcNow.AddDays(7)
        );
        Assert.Equal(
            (await desk.Customer.Get("/api/identity/me"))["id"]!.GetValue<Guid>(),
            details["deactivatedByUser"]!.GetValue<Guid>()
        );
    }

    private static async Task<JsonObject> Details(Desk desk, Guid device) =>
        (await desk.Customer.Get($"/api/activation/activations/{device}"))["details"]!.AsObject();

    private static object Past(Desk desk, string identifier, int days, int deactivatedAfter)
    {
        var firstSeenAt = DateTimeOffset.UtcNow.AddDays(-days);
        return new
        {
            licenseId = desk.License.Id,
            identifier,
            kind = "hardware",
            firstSeenAt,
            deactivatedAt = firstSeenAt.AddDays(deactivatedAfter),
            deactivatedBy = "expiry",
        };
    }

    private static (string, string, string?) Shown(JsonObject entry) =>
        (entry["action"]!.GetValue<string>(), entry["by"]!.GetValue<string>(), entry["device"]?.GetValue<string>());

    private static async Task<List<JsonObject>> All(Desk desk, string of, int size = 100)
    {
        var (entries, cursor) = (new List<JsonObject>(), "");
        do
        {
            var page = await desk.Customer.Get($"/api/activation/{of}/history?size={size}{cursor}");
            entries.AddRange(page["items"]!.AsArray().Select(entry => entry!.AsObject()));
            cursor = page["next"] is { } next ? $"&cursor={next}" : null;
        } while (cursor is not null);
        return entries;
    }
}
