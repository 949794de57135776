using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class ActivateOfflineTests(PortalApp app)
{
    [Fact]
    public async Task Without_the_policys_leave_or_with_another_accounts_key_or_with_nonsense_there_is_no_offline_activation()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app, OfflineFiles.Policy);
        using var notAllowed = await desk.Send("offline-activations", OfflineFiles.Request(desk, "air-gapped"));
        using var notMine = await desk.Send("offline-activations", OfflineFiles.Request(stranger, "air-gapped"));
        using var nonsense = await desk.Send("offline-activations", "nonsense");
        Assert.Equal((403, "activation.offline-not-allowed"), await notAllowed.Problem());
        Assert.Equal((404, "not-found"), await notMine.Problem());
        Assert.Equal((422, "activation.offline-request-invalid"), await nonsense.Problem());
    }

    [Fact]
    public async Task The_same_request_again_takes_no_second_slot_and_another_device_is_refused()
    {
        using var desk = await Desk.WithLicense(app, OfflineFiles.Policy);
        var request = OfflineFiles.Request(desk, "air-gapped");
        var first = await desk.Activated(request);
        Assert.Equal(first.Id, (await desk.Activated(request)).Id);
        using var refused = await desk.Send("offline-activations", OfflineFiles.Request(desk, "another"));
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await refused.Problem());
        Assert.Equal("air-gapped", Assert.Single(await desk.Activations())["identifier"]!.GetValue<string>());
    }
}
