using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class VerifyKeyTests(PortalApp app)
{
    [Fact]
    public async Task A_device_is_activated_verified_and_deactivated()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var program = await KeyManagerProgram.Of(app, desk);
        Assert.Equal((202, false, "cancelled"), Said(await program.Verify("HW-1")));
        var activated = await program.Activate("HW-1");
        Assert.Equal((300, true, "active"), Said(activated));
        Assert.Equal(301, (await program.Activate("HW-1")).Code);
        Assert.Equal((200, true, "active"), Said(await program.Verify("HW-1")));
        Assert.Equal(302, (await program.Activate("HW-2")).Code);
        Assert.Equal((400, false, "cancelled"), Said(await program.Deactivate("HW-1")));
        Assert.Equal(401, (await program.Deactivate("HW-1")).Code);
        Assert.Equal(202, (await program.Deactivate("HW-3")).Code);
        Assert.Equal(215, (await program.Deactivate(null)).Code);
        Assert.Equal((202, false, "cancelled"), Said(await program.Verify("HW-1")));
        Assert.Equal("String", activated.Data["activation"]!["id"]!.GetValueKind().ToString());
        Assert.Equal(
            activated.Data["activation"]!["id"]!.GetValue<string>(),
            (await desk.Activations())[0]["id"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task Both_prefixes_say_the_same()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        Assert.Equal(200, (await program.Verify("HW-1", "/v1")).Code);
        Assert.Equal(200, (await program.Verify("HW-1", "/api/v1")).Code);
    }

    [Theory]
    [InlineData("suspend", 204, "suspended")]
    [InlineData("revoke", 204, "revoked")]
    [InlineData("expire", 205, "expired")]
    [InlineData("unknown", 210, "revoked")]
    [InlineData("of another product", 210, "revoked")]
    public async Task A_no_never_looks_like_a_yes(string what, int code, string status)
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        switch (what)
        {
            case "suspend" or "revoke":
                await desk.Catalogue.Move(desk.License, what, new { reason = "test" });
                break;
            case "expire":
                await app.Sql(
                    $$"""UPDATE licenses SET snapshot = snapshot || '{"expiresAt":"2020-01-01T00:00:00Z"}' WHERE id = '{{desk.License.Id}}'"""
                );
                break;
            case "unknown":
                program = program.WithLicense("NO-SUCH-KEY");
                break;
            default:
                program = program.WithLicense(
                    (await desk.Catalogue.NewLicenseInUse(license: new { accountId = desk.Account.Id })).Key
                );
                break;
        }
        await Eventually.Is(async () => (await program.Verify("HW-1")).Code == code, $"verify says {code}");
        var denied = await program.Verify("HW-1");
        Assert.Equal((200, false, status), (denied.Status, denied.Valid, denied.LicenseStatus));
        Assert.False(denied.Data["data"]!["valid"]!.GetValue<bool>());
        Assert.Equal(status, denied.Data["data"]!["license"]!["status"]!.GetValue<string>());
        if (what == "expire")
            Assert.NotNull(denied.Data["license"]!["expires_at"]);
        Assert.Equal((code, false, status), Said(await program.Activate("HW-2")));
        Assert.Equal(503, (await program.Ask("/v1/get-license-file", new() { ["identifier"] = "HW-1" })).Code);
        Assert.Equal(code == 210 ? 501 : 500, (await program.Ask("/v1/get-license-key-details", [])).Code);
    }

    [Fact]
    public async Task A_domain_comes_under_any_of_its_names()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        Assert.Equal(
            300,
            (await program.Ask("/v1/activate", new() { ["server_domain"] = "https://Shop.Example.com/" })).Code
        );
        var verified = await program.Ask("/v1/verify", new() { ["domain"] = "shop.example.com" });
        Assert.Equal(
            (200, "shop.example.com"),
            (verified.Code, verified.Data["license"]!["domain"]!.GetValue<string>())
        );
        Assert.Null(verified.Data["license"]!["hardware_id"]);
    }

    private static (int Code, bool Valid, string? Status) Said(KeyManagerProgram.Answer answer) =>
        (answer.Code, answer.Valid, answer.LicenseStatus);
}
