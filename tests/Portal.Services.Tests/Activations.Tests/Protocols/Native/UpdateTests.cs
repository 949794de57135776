using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

/// <summary>Updates and links to their files are refused for the same reasons.</summary>
public sealed class UpdateTests(PortalApp app)
{
    [Fact]
    public async Task Who_is_refused_a_validation_is_refused_files_for_the_same_reason()
    {
        using var desk = await Desk.WithLicense(app);
        var artifact = await desk.Offer("1.0.0");
        var activation = await desk.Program.Activated("device-1");
        (await desk.Found("", "1.0.0")).Dispose();
        using var mismatch = await desk.Program.Get("/updates?product=another");
        Assert.Equal((403, "PRODUCT_MISMATCH"), await mismatch.Problem());

        await desk.DeactivateRemotely(activation);
        await desk.IsRefusedUpdates(artifact, activation, "NOT_ACTIVATED");
        (await desk.Found("", "1.0.0")).Dispose();
        using var never = await desk.Program.Get($"/updates?activationId={Guid.NewGuid()}");
        Assert.Equal((404, "not-found"), await never.Problem());
        foreach (var (move, code) in new[] { ("suspend", "SUSPENDED"), ("revoke", "REVOKED") })
        {
            await desk.Catalogue.Move(desk.License, move, new { reason = "x" });
            await Eventually.Is(async () => (await desk.Program.Validate("device-1")).Code == code, code);
            await desk.IsRefusedUpdates(artifact, null, code);
        }
        using var unknown = await new VendorProgram(app, "NO-SUCH-KEY-AT-ALL").Get("/updates");
        Assert.Equal((403, "NOT_FOUND"), await unknown.Problem());
    }

    [Fact]
    public async Task An_expired_license_keeps_its_files_where_the_policy_says_so()
    {
        using var ended = await Desk.WithLicense(app, expiresAt: Updates.Days(-2));
        await ended.IsRefusedUpdates(await ended.Offer("1.0.0"), null, "EXPIRED");
        using var keeps = await Desk.WithLicense(app, new { downloadAfterExpiry = true }, expiresAt: Updates.Days(-2));
        await keeps.Offer("1.0.0");
        await keeps.Offer("1.1.0", releasedAt: Updates.Days(-1));
        using var found = await keeps.Found("", "1.0.0");
        Assert.Equal("1.1.0", found.Headers.GetValues("X-Newer-Release-Not-Covered").Single());
    }

    [Fact]
    public async Task Before_the_first_activation_there_is_nothing_where_the_policy_says_so()
    {
        using var desk = await Desk.WithLicense(app, new { downloadBeforeActivation = false });
        await desk.IsRefusedUpdates(await desk.Offer("1.0.0"), null, "NOT_ACTIVATED");
        await desk.Program.Activated("device-1");
        (await desk.Found("", "1.0.0")).Dispose();
    }
}
