using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class ShowAttentionTests(PortalApp app)
{
    [Fact]
    public async Task Blocked_devices_are_what_needs_attention_until_they_are_freed_or_unblocked()
    {
        using var desk = await Desk.WithLicense(app);
        using var other = await Desk.WithLicense(app);
        var device = $"HWID-{Guid.NewGuid()}";
        var activation = await desk.Program.Activated(device);
        await desk.Program.Activated("device-2");
        await other.Program.Activated("device-2");
        Assert.Equal(0, (await Attention(desk))["total"]!.GetValue<int>());
        await desk.Block(new { identifier = device });
        await desk.Block(new { productId = desk.License.Product.Id, identifier = "device-2" });

        var attention = await Attention(desk);
        Assert.Equal(
            ["device-2", device],
            attention["items"]!.AsArray().Select(item => item!["identifier"]!.GetValue<string>())
        );
        Assert.All(attention["items"]!.AsArray(), item => Assert.NotNull(item!["blockedAt"]));
        Assert.Equal(2, attention["total"]!.GetValue<int>());
        Assert.Equal(
            (desk.License.Id, 2),
            (
                attention["licenses"]![0]!["licenseId"]!.GetValue<Guid>(),
                attention["licenses"]![0]!["count"]!.GetValue<int>()
            )
        );
        Assert.Equal(0, (await Attention(other))["total"]!.GetValue<int>());

        await desk.DeactivateRemotely(activation);
        Assert.Equal(1, (await Attention(desk))["total"]!.GetValue<int>());
    }

    private static Task<JsonObject> Attention(Desk desk) => desk.Customer.Get("/api/activation/attention");
}
