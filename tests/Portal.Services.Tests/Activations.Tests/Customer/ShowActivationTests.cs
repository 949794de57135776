using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class ShowActivationTests(PortalApp app)
{
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

    [Fact]
    public async Task A_device_of_another_account_does_not_exist()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app);
        var path = $"activations/{await stranger.Program.Activated("device-1")}";
        Assert.Equal(404, await desk.StatusOf(HttpMethod.Get, path));
    }

    private static async Task<JsonObject> Details(Desk desk, Guid device) =>
        (await desk.Customer.Get($"/api/activation/activations/{device}"))["details"]!.AsObject();
}
