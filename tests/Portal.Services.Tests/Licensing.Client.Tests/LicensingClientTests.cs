using System.Text;
using Portal.Testing;

namespace Portal.Licensing.Client.Tests;

public sealed class LicensingClientTests(PortalApp app)
{
    [Fact]
    public async Task A_program_activates_validates_and_deactivates()
    {
        using var laptop = await Laptop.With(app, await NewLicense(1));
        Assert.Equal("NOT_ACTIVATED", (await laptop.Client.ValidateAsync()).Code);

        var activated = await laptop.Client.ActivateAsync();
        var again = await laptop.Client.ActivateAsync();
        Assert.Equal(activated.Activation!.Id, again.Activation!.Id);
        var verdict = await laptop.Client.ValidateAsync();
        Assert.True(verdict is { Valid: true, FromCache: false });
        Assert.Equal(activated.Activation.Id, verdict.Activation!.Id);
        Assert.True((await laptop.Client.HeartbeatAsync(activated.Activation.Id)).Succeeded);

        await laptop.Client.DeactivateAsync(activated.Activation.Id);
        await laptop.Client.DeactivateAsync(activated.Activation.Id);
        Assert.Equal("NOT_ACTIVATED", (await laptop.Client.ValidateAsync()).Code);
        Assert.False((await laptop.Client.HeartbeatAsync(activated.Activation.Id)).Succeeded);
    }

    [Fact]
    public async Task When_the_slots_are_taken_the_program_learns_by_which_devices()
    {
        var license = await NewLicense(1);
        using var first = await Laptop.With(app, license, "The first laptop");
        using var second = await Laptop.With(app, license, "The second laptop");
        await first.Client.ActivateAsync();

        var refused = await second.Client.ActivateAsync();
        Assert.Equal("ACTIVATION_LIMIT_REACHED", refused.Code);
        Assert.Equal(["The first laptop"], refused.Devices);
        Assert.Null(refused.Activation);
    }

    [Fact]
    public async Task Features_that_are_not_included_are_named()
    {
        using var laptop = await Laptop.With(app, await NewLicense(1, [new { name = "export", value = "pdf" }]));
        await laptop.Client.ActivateAsync();
        Assert.True((await laptop.Client.ValidateAsync(["export"])).Includes("export"));
        Assert.Equal("ENTITLEMENTS_MISSING", (await laptop.Client.ValidateAsync(["render"])).Code);
    }

    [Fact]
    public async Task Without_a_network_the_last_good_answer_counts_for_the_grace_and_not_longer()
    {
        using var laptop = await Laptop.With(app, await NewLicense(1));
        await laptop.Client.ActivateAsync();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);

        laptop.PullTheCable();
        Assert.True(await laptop.Client.ValidateAsync() is { Valid: true, FromCache: true });
        laptop.Clock.Advance(laptop.Options.OfflineGrace - TimeSpan.FromMinutes(1));
        Assert.True((await laptop.Client.ValidateAsync()).Valid);
        laptop.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(LicenseVerdict.Unreachable, (await laptop.Client.ValidateAsync()).Code);
    }

    [Fact]
    public async Task A_license_that_expires_meanwhile_does_not_count_without_a_network()
    {
        using var laptop = await Laptop.With(
            app,
            await NewLicense(1, expiresAt: TimeProvider.System.GetUtcNow().AddDays(2))
        );
        await laptop.Client.ActivateAsync();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);

        laptop.PullTheCable();
        laptop.Clock.Advance(TimeSpan.FromDays(3));
        Assert.False((await laptop.Client.ValidateAsync()).Valid);
    }

    [Fact]
    public async Task After_a_refusal_there_is_nothing_left_to_fall_back_on()
    {
        var license = await NewLicense(1);
        using var laptop = await Laptop.With(app, license);
        await laptop.Client.ActivateAsync();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);
        await new Catalogue(app).Move(license, "suspend", new { reason = "Checked" });
        await Eventually.Is(
            async () => (await laptop.Client.ValidateAsync()).Code == "SUSPENDED",
            "the program is told"
        );

        laptop.PullTheCable();
        Assert.Equal(LicenseVerdict.Unreachable, (await laptop.Client.ValidateAsync()).Code);
    }

    [Fact]
    public async Task A_kept_answer_is_worth_nothing_on_another_device()
    {
        var license = await NewLicense(1);
        using var laptop = await Laptop.With(app, license, "Mine");
        await laptop.Client.ActivateAsync();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);

        using var copy = await Laptop.With(app, license, "Another", laptop.Options.CacheFile);
        copy.PullTheCable();
        Assert.Equal(LicenseVerdict.Unreachable, (await copy.Client.ValidateAsync()).Code);
    }

    [Fact]
    public async Task A_kept_answer_that_was_changed_is_worth_nothing()
    {
        using var laptop = await Laptop.With(app, await NewLicense(1));
        await laptop.Client.ActivateAsync();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);

        laptop.PullTheCable();
        var kept = await File.ReadAllTextAsync(laptop.Options.CacheFile!, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            laptop.Options.CacheFile!,
            kept.Replace("\"status\":200", "\"status\":201", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        Assert.False((await laptop.Client.ValidateAsync()).Valid);
        await File.WriteAllTextAsync(laptop.Options.CacheFile!, "{ not json", TestContext.Current.CancellationToken);
        Assert.False((await laptop.Client.ValidateAsync()).Valid);
    }

    [Fact]
    public async Task An_answer_that_somebody_changed_on_the_way_is_not_believed()
    {
        using var laptop = await Laptop.With(app, await NewLicense(1));
        laptop.Forge(async response =>
        {
            var content = await response.Content.ReadAsStringAsync();
            response.Content = new StringContent(
                content.Replace("\"valid\":false", "\"valid\":true", StringComparison.Ordinal),
                Encoding.UTF8,
                "application/json"
            );
            return response;
        });
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.ValidateAsync());
    }

    [Fact]
    public async Task An_old_answer_played_again_is_not_believed()
    {
        using var laptop = await Laptop.With(app, await NewLicense(1));
        await laptop.Client.ActivateAsync();
        HttpResponseMessage? recorded = null;
        laptop.Forge(async response =>
        {
            if (recorded is null)
                await (recorded = response).Content.LoadIntoBufferAsync();
            var again = new HttpResponseMessage(recorded.StatusCode)
            {
                Content = new ByteArrayContent(await recorded.Content.ReadAsByteArrayAsync()),
            };
            foreach (var (name, values) in recorded.Headers)
                again.Headers.TryAddWithoutValidation(name, values);
            return again;
        });
        Assert.True((await laptop.Client.ValidateAsync()).Valid);
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.ValidateAsync());
    }

    [Fact]
    public async Task A_portal_whose_key_is_not_trusted_is_not_believed()
    {
        using var laptop = await Laptop.With(app, await NewLicense(1));
        using var stranger = new LicensingClient(
            laptop.Options with
            {
                TrustedKeys = ["11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"],
            }
        );
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => stranger.ValidateAsync());
    }

    [Fact]
    public void This_machine_says_the_same_about_itself_each_time_and_nothing_in_the_clear()
    {
        var (one, other) = (Device.ThisMachine(), Device.ThisMachine());
        Assert.Equal(one.Id, other.Id);
        Assert.NotEmpty(one.Components);
        Assert.All(one.Components.Values, value => Assert.Matches("^[0-9a-f]{64}$", value));
    }

    private Task<Catalogue.License> NewLicense(
        int limit,
        object[]? entitlements = null,
        DateTimeOffset? expiresAt = null
    ) => NewOwnedLicense(new Catalogue(app), limit, entitlements ?? [], expiresAt);

    private static async Task<Catalogue.License> NewOwnedLicense(
        Catalogue catalogue,
        int limit,
        object[] entitlements,
        DateTimeOffset? expiresAt
    ) =>
        await catalogue.NewLicenseInUse(
            new { activationLimit = limit, entitlements },
            new { accountId = (await catalogue.NewAccount()).Id, expiresAt }
        );
}
