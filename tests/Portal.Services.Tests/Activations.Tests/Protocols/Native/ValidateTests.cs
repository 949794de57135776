using System.Net.Http.Json;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

public sealed class ValidateTests(PortalApp app)
{
    [Fact]
    public async Task Reinstating_makes_the_device_valid_again_without_a_new_activation()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1");
        await desk.Catalogue.Move(desk.License, "suspend", new { reason = "x" });
        await Eventually.Is(async () => !(await desk.Program.Validate("device-1")).Valid, "refused");
        await desk.Catalogue.Move(desk.License, "reinstate");
        await Eventually.Is(async () => (await desk.Program.Validate("device-1")).Valid, "valid again");
    }

    [Fact]
    public async Task Without_a_key_there_is_no_answer_and_with_an_unknown_one_there_is_a_verdict()
    {
        using var nobody = await app.Gateway.PostAsJsonAsync("/licensing/v1/validations", new { });
        Assert.Equal((401, "unauthorized"), await nobody.Problem());
        var unknown = new VendorProgram(app, "NO-SUCH-KEY-AT-ALL");
        Assert.Equal(
            (false, "NOT_FOUND"),
            ((await unknown.Validate("device-1")).Valid, (await unknown.Validate("device-1")).Code)
        );
        using var refused = await unknown.Activate("device-1");
        Assert.Equal((403, "NOT_FOUND"), await refused.Problem());
    }

    [Fact]
    public async Task The_nonce_comes_back() =>
        Assert.Equal(
            "n-1",
            (await new VendorProgram(app, "NO-SUCH-KEY-AT-ALL").Validate("x", new { nonce = "n-1" })).Body[
                "nonce"
            ]!.GetValue<string>()
        );

    [Fact]
    public async Task A_yes_shows_the_license_and_the_activation()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 2 });
        var activation = await desk.Program.Activated("device-1");
        var (valid, code, body) = await desk.Program.Validate("device-1");
        Assert.Equal(
            (true, "VALID", activation, 1),
            (valid, code, body["activation"]!["id"]!.GetValue<Guid>(), body["license"]!["usedSlots"]!.GetValue<int>())
        );
        Assert.DoesNotContain(desk.License.Key, body.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Another_product_or_a_feature_that_was_not_sold_is_a_no()
    {
        using var desk = await Desk.WithLicense(app, new { entitlements = new[] { new { name = "export" } } });
        await desk.Program.Activated("device-1");
        Assert.Equal("PRODUCT_MISMATCH", (await desk.Program.Validate("device-1", new { product = "another" })).Code);
        Assert.Equal(
            "ENTITLEMENTS_MISSING",
            (await desk.Program.Validate("device-1", new { entitlements = new[] { "export", "teleport" } })).Code
        );
        Assert.True((await desk.Program.Validate("device-1", new { entitlements = new[] { "export" } })).Valid);
    }

    [Theory]
    [InlineData("latest", false), InlineData("", false), InlineData("1.2 beta", false), InlineData("3.0.0", false)]
    [InlineData("v2.9", true), InlineData("2026-11-28", false), InlineData("2.1.0.7+build", true)]
    public async Task A_version_is_read_or_refused_where_a_rule_depends_on_it(string version, bool valid)
    {
        using var desk = await Desk.WithLicense(app, new { maxMajorVersion = 2 });
        await desk.Program.Activated("device-1");
        Assert.Equal(
            valid ? "VALID" : "VERSION_NOT_COVERED",
            (await desk.Program.Validate("device-1", new { version })).Code
        );
        using var free = await Desk.WithLicense(app);
        await free.Program.Activated("device-1", new { version });
        Assert.Equal("VALID", (await free.Program.Validate("device-1", new { version })).Code);
    }

    [Fact]
    public async Task A_fingerprint_without_values_is_refused()
    {
        using var refused = await new VendorProgram(app, "NO-SUCH-KEY-AT-ALL").Post(
            "/validations",
            new { fingerprint = new { board = "" } }
        );
        Assert.Equal((422, "activation.fingerprint-invalid"), await refused.Problem());
    }
}
