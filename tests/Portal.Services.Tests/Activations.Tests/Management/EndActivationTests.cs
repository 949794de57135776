using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class EndActivationTests(PortalApp app)
{
    [Fact]
    public async Task The_slot_of_a_customer_s_device_is_free_and_a_repetition_changes_nothing()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var path = $"/activations/{await desk.Program.Activated("device-1")}/deactivate";
        var ended = await desk.Catalogue.Operator.Post("activation", path, new { });
        Assert.Equal(
            (desk.License.Id, "operator"),
            (ended["licenseId"]!.GetValue<Guid>(), ended["deactivatedBy"]!.GetValue<string>())
        );
        Assert.Equal("NOT_ACTIVATED", (await desk.Program.Validate("device-1")).Code);
        await desk.Program.Activated("device-2");
        var again = await desk.Catalogue.Operator.Post("activation", path, new { });
        Assert.Equal(
            ended["deactivatedAt"]!.GetValue<DateTimeOffset>(),
            again["deactivatedAt"]!.GetValue<DateTimeOffset>(),
            TimeSpan.FromMilliseconds(1)
        );
    }

    [Fact]
    public async Task A_device_that_is_not_there_is_404()
    {
        using var missing = await new Operator(app).Send(
            "activation",
            $"/activations/{Guid.CreateVersion7()}/deactivate",
            new { }
        );
        Assert.Equal((404, "not-found"), await missing.Problem());
    }
}
