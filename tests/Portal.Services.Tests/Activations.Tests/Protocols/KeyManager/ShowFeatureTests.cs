using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class ShowFeatureTests(PortalApp app)
{
    [Fact]
    public async Task A_feature_is_on_where_the_license_is_in_order_and_on_the_device_that_is_named()
    {
        using var desk = await Desk.WithLicense(
            app,
            new { entitlements = new object[] { new { name = "export" }, new { name = "seats", value = "25" } } }
        );
        var program = await KeyManagerProgram.Of(app, desk);
        var address = $"/v1/licenses/{desk.License.Key}/features/";
        Assert.Equal((200, true, null), Shown(await program.Get(address + "EXPORT")));
        Assert.Equal((200, true, "25"), Shown(await program.Get(address + "seats")));
        Assert.Equal((204, false, null), Shown(await program.Get(address + "teleport")));
        Assert.Equal((202, false, null), Shown(await program.Get(address + "seats?identifier=HW-1")));
        await program.Activate("HW-1");
        Assert.Equal((200, true, "25"), Shown(await program.Get(address + "seats?identifier=HW-1")));

        await desk.Catalogue.Move(desk.License, "suspend", new { reason = "x" });
        await Eventually.Is(async () => (await program.Verify("HW-1")).Code == 204, "suspended");
        Assert.Equal((204, false, null), Shown(await program.Get(address + "seats")));
    }

    private static (int Code, bool Enabled, string? Value) Shown(KeyManagerProgram.Answer answer) =>
        (answer.Code, answer.Response["enabled"]!.GetValue<bool>(), answer.Response["value"]?.GetValue<string>());
}
