using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class ShowActivationHistoryTests(PortalApp app)
{
    [Fact]
    public async Task A_device_has_the_history_of_all_slots_that_it_had()
    {
        using var desk = await Desk.WithLicense(app);
        var before = await desk.Program.Activated("device-1", new { name = "Laptop" });
        await desk.DeactivateRemotely(before);
        await desk.Program.Activated("device-2");
        var now = await desk.Program.Activated("device-1", new { name = "Laptop" });
        var entries = await desk.History($"activations/{now}");
        Assert.Equal(
            ["activated", "deactivated", "activated"],
            entries.Select(entry => entry["action"]!.GetValue<string>())
        );
        Assert.Equal([now, before, before], entries.Select(entry => entry["activationId"]!.GetValue<Guid>()));
        Assert.Equal(
            entries.Select(HistoryApi.Shown),
            (await desk.History($"activations/{before}")).Select(HistoryApi.Shown)
        );
    }

    [Fact]
    public async Task What_was_taken_over_has_its_own_dates_and_the_day_of_the_import_beside_them()
    {
        using var desk = await Desk.WithLicense(app);
        var imported = await desk.Catalogue.Operator.Post(
            "activation",
            "/activations",
            HistoryApi.Past(desk, "device-1", days: 400, deactivatedAfter: 100)
        );
        var entries = await desk.History($"activations/{imported["id"]!.GetValue<Guid>()}");
        Assert.Equal(
            [
                ("activation-imported", "vendor", "device-1"),
                ("deactivated", "schedule", "device-1"),
                ("activated", "program", "device-1"),
            ],
            entries.Select(HistoryApi.Shown)
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
        var blocked = await desk.Block(new { licenseId = desk.License.Id, identifier = "device-1" });
        (await desk.Unblock(blocked)).Dispose();
        Assert.Equal(
            [
                ("identifier-unblocked", "vendor", "Laptop"),
                ("identifier-blocked", "vendor", "Laptop"),
                ("activated", "program", "Laptop"),
            ],
            (await desk.History($"activations/{device}")).Select(HistoryApi.Shown)
        );
    }

    [Fact]
    public async Task A_device_of_another_account_does_not_exist()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app);
        var path = $"activations/{await stranger.Program.Activated("device-1")}/history";
        Assert.Equal(404, await desk.StatusOf(HttpMethod.Get, path));
    }
}
