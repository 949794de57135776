using Portal.Activations.Tests.Signing;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class DeactivateOfflineTests(PortalApp app)
{
    [Fact]
    public async Task Whoever_proves_to_have_the_license_file_ends_the_activation_and_gets_the_slot_back_when_the_file_ends()
    {
        using var desk = await Desk.WithLicense(app, OfflineFiles.Policy);
        var (id, file) = await desk.Activated(OfflineFiles.Request(desk, "air-gapped"));
        using var forged = await desk.Send("offline-deactivations", OfflineFiles.ForgedRemoval(id));
        Assert.Equal((422, "activation.proof-invalid"), await forged.Problem());
        Assert.Single(await desk.Activations("?status=active"));

        var removal = OfflineFiles.Removal(id, await SignedFile.Read(app, file));
        using var removed = await desk.Send("offline-deactivations", removal);
        Assert.Equal("deactivated", (await OfflineFiles.Body(removed))["status"]!.GetValue<string>());
        Assert.Equal("NOT_ACTIVATED", (await desk.Program.Validate("air-gapped")).Code);
        using var refused = await desk.Program.Activate("device-2");
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await refused.Problem());
        await app.Sql($"UPDATE activations SET slot_held_until = now() WHERE id = '{id}'");
        await desk.Program.Activated("device-2");
    }

    [Fact]
    public async Task A_proof_counts_for_the_quota()
    {
        using var desk = await Desk.WithLicense(
            app,
            new { activationLimit = 2, terms = new { offlineActivation = true, deactivationQuota = 1 } }
        );
        var (first, firstFile) = await desk.Activated(OfflineFiles.Request(desk, "air-gapped-1"));
        var (second, secondFile) = await desk.Activated(OfflineFiles.Request(desk, "air-gapped-2"));
        using var removed = await desk.Send(
            "offline-deactivations",
            OfflineFiles.Removal(first, await SignedFile.Read(app, firstFile))
        );
        Assert.Equal(200, (int)removed.StatusCode);
        var removal = OfflineFiles.Removal(second, await SignedFile.Read(app, secondFile));
        using var foreseen = await desk.Send("offline-requests", removal);
        Assert.Equal((409, "DEACTIVATION_QUOTA_REACHED"), await foreseen.Problem());
        using var refused = await desk.Send("offline-deactivations", removal);
        Assert.Equal((409, "DEACTIVATION_QUOTA_REACHED"), await refused.Problem());
        Assert.Single(await desk.Activations("?status=active"));
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
