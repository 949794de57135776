using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class ShowActivityTests(PortalApp app)
{
    [Fact]
    public async Task Recent_activity_is_what_happened_last_on_top()
    {
        using var desk = await Desk.WithLicense(app);
        var activation = await desk.Program.Activated("device-1", new { name = "Laptop" });
        await desk.DeactivateRemotely(activation);
        var items = (await desk.Customer.Get("/api/activation/activity"))["items"]!.AsArray();
        Assert.Equal(["deactivated", "activated"], items.Select(item => item!["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_happened_to_others_is_not_in_it()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app);
        await stranger.Program.Activated("device-1");
        Assert.Empty((await desk.Customer.Get("/api/activation/activity"))["items"]!.AsArray());
    }
}
