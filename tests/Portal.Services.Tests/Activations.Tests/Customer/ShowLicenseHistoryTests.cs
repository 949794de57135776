using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class ShowLicenseHistoryTests(PortalApp app)
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
        var entries = await desk.History($"licenses/{desk.License.Id}");
        Assert.Equal(
            [
                ("deactivated", "program", "device-2"),
                ("activated", "program", "device-2"),
                ("deactivated", "customer", "Laptop"),
                ("license-file-issued", "program", "Laptop"),
                ("activation-refused", "program", "device-2"),
                ("activated", "program", "Laptop"),
            ],
            entries.Select(HistoryApi.Shown)
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
        var whole = await desk.History($"licenses/{desk.License.Id}");
        // What happened to a device in one instant is not told apart by any cursor.
        await desk.Catalogue.Operator.Post(
            "activation",
            "/activations",
            HistoryApi.Past(desk, "imported", days: 400, deactivatedAfter: 0)
        );
        var withImport = await desk.History($"licenses/{desk.License.Id}");
        Assert.Equal(whole.Count + 3, withImport.Count);
        Assert.Equal(
            withImport.Select(HistoryApi.Shown),
            (await desk.History($"licenses/{desk.License.Id}", size)).Select(HistoryApi.Shown)
        );
    }

    [Fact]
    public async Task A_license_of_another_account_does_not_exist()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app);
        var path = $"licenses/{stranger.License.Id}/history";
        Assert.Equal(404, await desk.StatusOf(HttpMethod.Get, path));
    }
}
