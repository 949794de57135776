using Portal.Activations.Tests.Signing;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class ReadOfflineRequestTests(PortalApp app)
{
    [Fact]
    public async Task A_request_says_what_it_would_do_and_does_nothing()
    {
        using var desk = await Desk.WithLicense(app, OfflineFiles.Policy);
        var request = OfflineFiles.Request(desk, "air-gapped");
        foreach (var _ in (int[])[1, 2])
            Assert.Equal(("activate", true, "Lab", "air-gapped", 0), await Foreseen(desk, request));
        Assert.Empty(await desk.Activations());

        var (id, file) = await desk.Activated(request);
        Assert.Equal(("activate", false, "Lab", "air-gapped", 1), await Foreseen(desk, request));
        var removal = OfflineFiles.Removal(id, await SignedFile.Read(app, file));
        Assert.Equal(("deactivate", true, "Lab", "air-gapped", 1), await Foreseen(desk, removal));
        using var removed = await desk.Send("offline-deactivations", removal);
        // The license file holds the slot until it ends.
        Assert.Equal(("deactivate", false, "Lab", "air-gapped", 1), await Foreseen(desk, removal));
    }

    [Fact]
    public async Task What_would_be_refused_says_so_before()
    {
        using var desk = await Desk.WithLicense(app, OfflineFiles.Policy);
        using var online = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app, OfflineFiles.Policy);
        var (id, file) = await stranger.Activated(OfflineFiles.Request(stranger, "theirs"));
        await desk.Program.Activated("device-1");
        foreach (
            var (asker, request, status, code) in new[]
            {
                (desk, OfflineFiles.Request(desk, "air-gapped"), 409, "ACTIVATION_LIMIT_REACHED"),
                (desk, OfflineFiles.Request(stranger, "air-gapped"), 404, "not-found"),
                (desk, OfflineFiles.Removal(id, await SignedFile.Read(app, file)), 404, "not-found"),
                (desk, "nonsense", 422, "activation.offline-request-invalid"),
                (online, OfflineFiles.Request(online, "air-gapped"), 403, "activation.offline-not-allowed"),
                (stranger, OfflineFiles.ForgedRemoval(id), 422, "activation.proof-invalid"),
            }
        )
        {
            using var foreseen = await asker.Send("offline-requests", request);
            Assert.Equal((status, code), await foreseen.Problem());
        }
        await desk.Catalogue.Move(stranger.License, "suspend", new { reason = "x" });
        await Eventually.Is(async () => (await stranger.Program.Validate("theirs")).Code == "SUSPENDED", "suspended");
        using var suspended = await stranger.Send("offline-requests", OfflineFiles.Request(stranger, "theirs"));
        Assert.Equal((403, "SUSPENDED"), await suspended.Problem());
    }

    private static async Task<(string Purpose, bool Changes, string? Name, string Identifier, int UsedSlots)> Foreseen(
        Desk desk,
        string request
    )
    {
        using var answer = await desk.Send("offline-requests", request);
        var body = await OfflineFiles.Body(answer);
        return (
            body["purpose"]!.GetValue<string>(),
            body["changes"]!.GetValue<bool>(),
            body["name"]?.GetValue<string>(),
            body["identifier"]!.GetValue<string>(),
            body["usedSlots"]!.GetValue<int>()
        );
    }
}
