using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class FetchKeyFileTests(PortalApp app)
{
    [Fact]
    public async Task The_license_file_is_the_signed_one_of_the_native_protocol()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        var answer = await program.Ask("/v1/get-license-file", new() { ["hwid"] = "HW-1" });
        Assert.Equal(502, answer.Code);
        Assert.StartsWith(
            "-----BEGIN LICENSE FILE-----",
            answer.Data["licFileContent"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_device_that_is_not_activated_gets_none()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var refused = await program.Ask("/v1/get-license-file", new() { ["hwid"] = "HW-1" });
        Assert.Equal((503, false, "cancelled"), (refused.Code, refused.Valid, refused.LicenseStatus));
        Assert.Null(refused.Data["licFileContent"]);
    }
}
