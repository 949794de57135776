using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licensing.Client.Tests;

public sealed class LicenseFileTests(PortalApp app)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_device_without_a_network_is_activated_by_an_exchange_of_files()
    {
        var (license, customer) = await NewLicense();
        using var laptop = await Laptop.With(app, license);
        var device = Machine("Offline");
        var request = OfflineRequest.Create(laptop.Options, device);

        var file = LicenseFile.Read(await Activate(customer, request.Text), laptop.Options.TrustedKeys);
        Assert.Equal(request.Nonce, file.Nonce);
        Assert.Equal(license.Id, file.LicenseId);
        Assert.True(file.IsGoodFor(device, license.Key, Now));
        Assert.False(file.IsGoodFor(Machine("Another"), license.Key, Now));
        Assert.False(file.IsGoodFor(device, "ANOTHER-KEY", Now));
        Assert.False(file.IsGoodFor(device, license.Key, file.GraceEndsAt));
    }

    [Fact]
    public async Task A_device_without_a_network_gives_its_slot_back_with_a_proof()
    {
        var (license, customer) = await NewLicense();
        using var laptop = await Laptop.With(app, license);
        var file = LicenseFile.Read(
            await Activate(customer, OfflineRequest.Create(laptop.Options, Machine("Offline")).Text),
            laptop.Options.TrustedKeys
        );

        using var removed = await customer.Api(
            HttpMethod.Post,
            "/api/activation/offline-deactivations",
            new { requestFile = file.RemovalRequest(Now) }
        );
        removed.EnsureSuccessStatusCode();
        var freed = await customer.Get($"/api/activation/activations/{file.ActivationId}");
        Assert.NotNull(freed["deactivatedAt"] ?? freed["activation"]?["deactivatedAt"]);
    }

    [Fact]
    public async Task A_file_that_was_changed_is_refused()
    {
        var (license, customer) = await NewLicense();
        using var laptop = await Laptop.With(app, license);
        var text = await Activate(customer, OfflineRequest.Create(laptop.Options, Machine("Offline")).Text);

        var lines = text.Split('\n');
        lines[2] = lines[2][..10] + (lines[2][10] == 'A' ? 'B' : 'A') + lines[2][11..];
        Assert.Throws<UntrustedAnswerException>(() =>
            LicenseFile.Read(string.Join('\n', lines), laptop.Options.TrustedKeys)
        );
        Assert.Throws<UntrustedAnswerException>(() =>
            LicenseFile.Read("not a license file", laptop.Options.TrustedKeys)
        );
        Assert.Throws<UntrustedAnswerException>(() =>
            LicenseFile.Read(text, ["11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"])
        );
    }

    [Theory]
    [InlineData("all", false)]
    [InlineData("most", false)]
    [InlineData("anyTwo", false)]
    [InlineData("any", true)]
    public async Task A_file_is_good_on_a_machine_that_changed_as_far_as_the_license_allows(string mode, bool isGood)
    {
        var (license, customer) = await NewLicense(mode);
        using var laptop = await Laptop.With(app, license);
        var (before, changed) = (Machine("Old"), Machine("Old", board: "a new board"));
        var file = LicenseFile.Read(
            await Activate(customer, OfflineRequest.Create(laptop.Options, before).Text),
            laptop.Options.TrustedKeys
        );
        Assert.True(file.IsGoodFor(before, license.Key, Now));
        Assert.Equal(isGood, file.IsGoodFor(changed, license.Key, Now));
    }

    private async Task<(Catalogue.License License, SignedIn Customer)> NewLicense(string fingerprintMatching = "all")
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var customer = await catalogue.SignIn(await catalogue.NewMember(account));
        return (
            await catalogue.NewLicenseInUse(
                new { activationLimit = 1, terms = new { offlineActivation = true, fingerprintMatching } },
                new { accountId = account.Id }
            ),
            customer
        );
    }

    private static Device Machine(string name, string? board = null) =>
        new(
            new Dictionary<string, string>
            {
                ["machine"] = $"machine of {name}",
                ["board"] = board ?? $"board of {name}",
            },
            name,
            "linux x64"
        );

    private static async Task<string> Activate(SignedIn customer, string requestFile)
    {
        using var activated = await customer.Api(
            HttpMethod.Post,
            "/api/activation/offline-activations",
            new { requestFile }
        );
        activated.EnsureSuccessStatusCode();
        return (await activated.Content.ReadFromJsonAsync<JsonObject>())!["licenseFile"]!.GetValue<string>();
    }
}
