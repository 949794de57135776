using Portal.Activations.Tests.Signing;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class DeactivateOfflineTests(PortalApp app)
{
    [Fact]
    public async Task Whoever_proves_that_the_license_file_is_gone_gets_the_slot_back()
    {
        using var desk = await Desk.WithLicense(app, OfflineFiles.Policy);
        var (id, file) = await desk.Activated(OfflineFiles.Request(desk, "air-gapped"));
        using var forged = await desk.Send("offline-deactivations", OfflineFiles.ForgedRemoval(id));
        Assert.Equal((422, "activation.proof-invalid"), await forged.Problem());
        Assert.Single(await desk.Activations("?status=active"));

        var removal = OfflineFiles.Removal(id, await SignedFile.Read(app, file));
        using var removed = await desk.Send("offline-deactivations", removal);
        Assert.Equal("deactivated", (await OfflineFiles.Body(removed))["status"]!.GetValue<string>());
        await desk.Program.Activated("device-2");
    }

    [Fact]
    public async Task A_file_of_another_account_or_of_nobody_is_refused()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app, OfflineFiles.Policy);
        var (id, file) = await stranger.Activated(OfflineFiles.Request(stranger, "theirs"));
        using var theirs = await desk.Send(
            "offline-deactivations",
            OfflineFiles.Removal(id, await SignedFile.Read(app, file))
        );
        Assert.Equal((404, "not-found"), await theirs.Problem());
        Assert.Single(await stranger.Activations("?status=active"));
        using var nonsense = await desk.Send("offline-deactivations", "nonsense");
        Assert.Equal((422, "activation.offline-request-invalid"), await nonsense.Problem());
    }
}
