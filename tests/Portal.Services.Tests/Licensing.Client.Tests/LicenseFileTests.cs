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
        Assert.True(file.Check(laptop.Options, device, Now).Valid);
        Assert.False(file.Check(laptop.Options, Machine("Another"), Now).Valid);
        Assert.False(file.Check(laptop.Options with { LicenseKey = "ANOTHER-KEY" }, device, Now).Valid);
        Assert.False(file.Check(laptop.Options, device, file.GraceEndsAt).Valid);
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
        Assert.True(file.Check(laptop.Options, before, Now).Valid);
        Assert.Equal(isGood, file.Check(laptop.Options, changed, Now).Valid);
    }

    [Theory]
    [InlineData("without line ends")]
    [InlineData("with the line ends of Windows")]
    [InlineData("quoted in a mail")]
    [InlineData("in a mail with text around it")]
    [InlineData("with a byte order mark")]
    [InlineData("without padding")]
    [InlineData("wrapped at another column")]
    public async Task A_license_file_survives_transport(string how)
    {
        var (license, customer) = await NewLicense();
        using var laptop = await Laptop.With(app, license);
        var request = OfflineRequest.Create(laptop.Options, laptop.Device);
        var text = await Activate(customer, Carried(request.Text, how));
        var file = LicenseFile.Read(Carried(text, how), laptop.Options.TrustedKeys);
        Assert.Equal(request.Nonce, file.Nonce);
        Assert.True(laptop.Client.ValidateFile(file) is { Valid: true, FromFile: true });
    }

    [Fact]
    public async Task A_license_file_is_checked_for_key_device_product_version_and_time()
    {
        var (license, customer) = await NewLicense();
        using var laptop = await Laptop.With(app, license);
        var file = LicenseFile.Read(
            await Activate(customer, OfflineRequest.Create(laptop.Options, laptop.Device).Text),
            laptop.Options.TrustedKeys
        );
        string Code(
            LicensingOptions? options = null,
            Device? device = null,
            DateTimeOffset? now = null,
            string[]? with = null
        ) => file.Check(options ?? laptop.Options, device ?? laptop.Device, now ?? Now, with).Code;

        Assert.Equal("VALID", Code());
        Assert.Equal(LicensingCode.KeyMismatch, Code(laptop.Options with { LicenseKey = "ANOTHER-KEY" }));
        Assert.Equal("NOT_ACTIVATED", Code(device: Machine("Another")));
        Assert.Equal("PRODUCT_MISMATCH", Code(laptop.Options with { Product = "another" }));
        Assert.Equal("VERSION_NOT_COVERED", Code(laptop.Options with { Version = "4.0.0" }));
        Assert.Equal("ENTITLEMENTS_MISSING", Code(with: ["render"]));
        Assert.Equal(LicensingCode.NotYetValid, Code(now: file.IssuedAt - TimeSpan.FromHours(1)));
        Assert.Equal("VALID", Code(now: file.IssuedAt - TimeSpan.FromMinutes(1)));
        Assert.Equal(LicensingCode.FileExpired, Code(now: file.GraceEndsAt));
    }

    [Fact]
    public async Task A_program_fetches_a_file_and_uses_it_without_a_network_and_without_turning_back_the_clock()
    {
        using var laptop = await Laptop.With(app, (await NewLicense()).License);
        Assert.Equal("NOT_ACTIVATED", (await laptop.Client.FetchLicenseFileAsync()).Code);
        await laptop.Client.ActivateAsync();
        var fetched = await laptop.Client.FetchLicenseFileAsync(TimeSpan.FromDays(2));
        Assert.True(fetched.Succeeded);
        var file = LicenseFile.Read(fetched.Text!, laptop.Options.TrustedKeys);

        laptop.PullTheCable();
        Assert.True(laptop.Client.ValidateFile(file).Valid);
        laptop.Clock.Advance(TimeSpan.FromDays(1.9));
        Assert.True(laptop.Client.ValidateFile(file).Valid);
        laptop.SetClock(Now);
        Assert.Equal(LicensingCode.ClockSetBack, laptop.Client.ValidateFile(file).Code);
    }

    private static string Carried(string text, string how) =>
        how switch
        {
            "without line ends" => text.Replace("\n", "", StringComparison.Ordinal),
            "with the line ends of Windows" => text.Replace("\n", "\r\n", StringComparison.Ordinal),
            "quoted in a mail" => "> > " + text.Replace("\n", "\n> > ", StringComparison.Ordinal),
            "in a mail with text around it" => $"Hello,\n\n{text}\nBest regards",
            "with a byte order mark" => "\uFEFF" + text,
            "without padding" => text.Replace("=", "", StringComparison.Ordinal),
            _ => string.Join(
                "\n",
                text.Replace("\n", "", StringComparison.Ordinal).Chunk(30).Select(line => new string(line))
            ),
        };

    private async Task<(Catalogue.License License, SignedIn Customer)> NewLicense(string fingerprintMatching = "all")
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var customer = await catalogue.SignIn(await catalogue.NewMember(account));
        return (
            await catalogue.NewLicenseInUse(
                new
                {
                    activationLimit = 1,
                    maxMajorVersion = 3,
                    terms = new { offlineActivation = true, fingerprintMatching },
                },
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
