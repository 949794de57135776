using Portal.Testing;

namespace Portal.Licenses.Tests.Reactions;

/// <summary>What activations and their end do to a license.</summary>
public sealed class LicenseInUseTests(PortalApp app)
{
    [Fact]
    public async Task An_activation_makes_the_license_active_and_its_end_makes_it_assigned_again()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.Catalogue.NewLicenseInUse(
            new { activationLimit = 1 },
            new { accountId = mine.Account.Id }
        );
        var program = new VendorProgram(app, license.Key);
        var activation = await program.Activated("device-1");
        await Eventually.Is(async () => await mine.State(license) == "active", "the license is active");
        Assert.Equal(1, (await mine.Show(license))["license"]!["usedSlots"]!.GetValue<int>());
        using var _ = await program.Deactivate(activation);
        await Eventually.Is(async () => await mine.State(license) == "assigned", "the license is assigned again");
    }

    [Fact]
    public async Task Coming_into_use_and_out_of_it_is_recorded_once_each()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.Catalogue.NewLicenseInUse(license: new { accountId = mine.Account.Id });
        var program = new VendorProgram(app, license.Key);
        var (one, other) = (await program.Activated("one"), await program.Activated("other"));
        await Eventually.Is(async () => await mine.State(license) == "active", "License knows of the activations");
        foreach (var activation in new[] { one, other })
            (await program.Deactivate(activation)).Dispose();
        await Eventually.Is(async () => await mine.State(license) == "assigned", "License knows that they ended");
        Assert.Equal(["released", "activated", "issued"], await mine.Timeline(license));
        var released = (await mine.Catalogue.Operator.Audit(license.Id))[^1];
        Assert.Equal(
            ("activation", 0),
            (released["actor"]!.GetValue<string>(), released["after"]!["usedSlots"]!.GetValue<int>())
        );
    }
}
