using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class DeactivateKeyTests(PortalApp app)
{
    [Fact]
    public async Task A_device_gives_its_slot_back_once()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        Assert.Equal((400, false, "cancelled"), Said(await program.Deactivate("HW-1")));
        Assert.Equal((401, false, "cancelled"), Said(await program.Deactivate("HW-1")));
        Assert.Equal(300, (await program.Activate("HW-2")).Code);
    }

    [Fact]
    public async Task Who_never_had_a_slot_or_names_no_device_or_has_no_license_gives_none_back()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        Assert.Equal(202, (await program.Deactivate("HW-3")).Code);
        Assert.Equal(215, (await program.Deactivate(null)).Code);
        Assert.Equal((210, false, "revoked"), Said(await program.WithLicense("NO-SUCH-KEY").Deactivate("HW-1")));
        Assert.Equal(200, (await program.Verify("HW-1")).Code);
    }

    private static (int Code, bool Valid, string? Status) Said(KeyManagerProgram.Answer answer) =>
        (answer.Code, answer.Valid, answer.LicenseStatus);
}
