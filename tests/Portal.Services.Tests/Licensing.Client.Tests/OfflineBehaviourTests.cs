using Portal.Testing;

namespace Portal.Licensing.Client.Tests;

/// <summary>Rows of the table in docs/client.md about a portal that cannot be reached. The client in JavaScript has the same.</summary>
public sealed class OfflineBehaviourTests(PortalApp app)
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Setting_the_clock_back_prolongs_nothing()
    {
        using var laptop = await Validated(await NewLicense());
        laptop.PullTheCable();
        var start = laptop.Clock.GetUtcNow();
        laptop.Clock.Advance(laptop.Options.OfflineGrace - TimeSpan.FromDays(1));
        Assert.True((await laptop.Client.ValidateAsync()).Valid);

        laptop.SetClock(start);
        Assert.Equal(LicensingCode.ClockSetBack, (await laptop.Client.ValidateAsync()).Code);
        laptop.Clock.Advance(laptop.Options.OfflineGrace + TimeSpan.FromDays(1));
        Assert.Equal(LicensingCode.Unreachable, (await laptop.Client.ValidateAsync()).Code);
        laptop.SetClock(start);
        Assert.False((await laptop.Client.ValidateAsync()).Valid);

        // The portal knows the time.
        laptop.PlugItIn();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);
        laptop.PullTheCable();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);
    }

    [Fact]
    public async Task Offline_product_version_and_entitlements_are_checked_as_online()
    {
        using var laptop = await Validated(
            await NewLicense(
                new
                {
                    maxMajorVersion = 1,
                    entitlements = new[] { new { name = "export", value = "pdf" } },
                    environment = "production",
                }
            )
        );
        async Task<string> Code(Func<LicensingOptions, LicensingOptions> change, params string[] entitlements) =>
            (await laptop.With(change).ValidateAsync(entitlements)).Code;

        Func<LicensingOptions, LicensingOptions>[] changes =
        [
            options => options,
            options => options with { Product = "another" },
            options => options with { Environment = "staging" },
            options => options with { Version = "2.0.0" },
            options => options with { Version = "1.9.0" },
        ];
        string[] codes = ["VALID", "PRODUCT_MISMATCH", "ENVIRONMENT_MISMATCH", "VERSION_NOT_COVERED", "VALID"];
        foreach (var pulled in new[] { false, true })
        {
            if (pulled)
                laptop.PullTheCable();
            foreach (var (change, code) in changes.Zip(codes))
                Assert.Equal(code, await Code(change));
            Assert.Equal("ENTITLEMENTS_MISSING", await Code(options => options, "render"));
            Assert.Equal("VALID", await Code(options => options, "EXPORT"));
        }
        var unread = await laptop.With(options => options with { Version = "newest" }).ValidateAsync();
        Assert.Equal("VERSION_NOT_COVERED", unread.Code);
    }

    [Fact]
    public async Task After_maintenance_only_a_version_that_is_known_to_be_covered_works_offline()
    {
        using var laptop = await Validated(await NewLicense(new { maintenanceDays = 5 }));
        laptop.PullTheCable();
        laptop.Clock.Advance(TimeSpan.FromDays(6));
        Assert.True((await laptop.Client.ValidateAsync()).Valid);
        async Task<string> Code(DateTimeOffset? releasedAt) =>
            (
                await laptop
                    .With(options => options with { Version = "1.1.0", ReleasedAt = releasedAt })
                    .ValidateAsync()
            ).Code;
        Assert.Equal("VERSION_NOT_COVERED", await Code(null));
        Assert.Equal("VERSION_NOT_COVERED", await Code(Now.AddDays(5.5)));
        Assert.Equal("VALID", await Code(Now));
    }

    [Fact]
    public async Task An_expired_license_works_offline_for_its_grace_days_with_a_warning()
    {
        using var laptop = await Validated(await NewLicense(new { graceDays = 2 }, new { expiresAt = Now.AddDays(1) }));
        laptop.PullTheCable();
        laptop.Clock.Advance(TimeSpan.FromDays(2));
        var verdict = await laptop.Client.ValidateAsync();
        Assert.True(verdict.Valid);
        Assert.Contains(verdict.Warnings, warning => warning.Code == LicensingCode.GracePeriod);
        laptop.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("EXPIRED", (await laptop.Client.ValidateAsync()).Code);
    }

    [Fact]
    public async Task Only_verdicts_that_end_a_license_forget_the_kept_answer()
    {
        var license = await NewLicense(new { maxMajorVersion = 1 });
        using var laptop = await Validated(license);
        Assert.Equal("ENTITLEMENTS_MISSING", (await laptop.Client.ValidateAsync(["render"])).Code);
        var other = laptop.With(options => options with { Product = "another" });
        Assert.Equal("PRODUCT_MISMATCH", (await other.ValidateAsync()).Code);
        var next = laptop.With(options => options with { Version = "2.0.0" });
        Assert.Equal("VERSION_NOT_COVERED", (await next.ValidateAsync()).Code);
        // A typing error says nothing about the license whose answer is kept.
        var typo = laptop.With(options => options with { LicenseKey = "ABCDE-FGHJK-MNPQR-STVWX-YZ012" });
        Assert.Equal("NOT_FOUND", (await typo.ValidateAsync()).Code);
        laptop.PullTheCable();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);

        laptop.PlugItIn();
        await new Catalogue(app).Move(license, "revoke", new { reason = "Checked" });
        await Eventually.Is(async () => (await laptop.Client.ValidateAsync()).Code == "REVOKED", "the program is told");
        laptop.PullTheCable();
        Assert.Equal(LicensingCode.Unreachable, (await laptop.Client.ValidateAsync()).Code);
    }

    [Theory]
    [InlineData("all", false)]
    [InlineData("any", true)]
    public async Task A_machine_that_changed_is_the_same_offline_as_far_as_the_license_allows(string mode, bool isSame)
    {
        using var laptop = await Validated(await NewLicense(new { terms = new { fingerprintMatching = mode } }));
        var changed = laptop.Device with
        {
            Components = new Dictionary<string, string>(laptop.Device.Components) { ["board"] = "a new board" },
        };
        laptop.PullTheCable();
        Assert.Equal(isSame, (await laptop.With(options => options, changed).ValidateAsync()).Valid);
    }

    [Fact]
    public async Task Without_a_cache_file_the_answer_is_kept_for_the_life_of_the_process()
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        var forgetful = laptop.With(options => options with { CacheFile = null });
        await forgetful.ActivateAsync();
        Assert.True((await forgetful.ValidateAsync()).Valid);
        laptop.PullTheCable();
        Assert.True((await forgetful.ValidateAsync()).Valid);
        Assert.False((await laptop.With(options => options with { CacheFile = null }).ValidateAsync()).Valid);
    }

    private async Task<Laptop> Validated(Catalogue.License license)
    {
        var laptop = await Laptop.With(app, license);
        await laptop.Client.ActivateAsync();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);
        return laptop;
    }

    private async Task<Catalogue.License> NewLicense(object? policy = null, object? license = null)
    {
        var catalogue = new Catalogue(app);
        var account = new { accountId = (await catalogue.NewAccount()).Id };
        return await catalogue.NewLicenseInUse(
            Catalogue.Merge(new { activationLimit = 2 }, policy),
            Catalogue.Merge(account, license)
        );
    }
}
