namespace Portal.Browser.Tests.Pages;

/// <summary>An account with something in every state, and one with nothing, each signed in.</summary>
public class Showcase : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly PortalApp _app;
    private readonly Chromium _chromium;
    private readonly Wording _words;

    public Showcase(PortalApp app, Chromium chromium)
        : this(app, chromium, new()) { }

    protected Showcase(PortalApp app, Chromium chromium, Wording words) =>
        (_app, _chromium, _words) = (app, chromium, words);

    /// <summary>Cookies of the signed-in owner; of an owner of nothing; of nobody.</summary>
    internal string Owner { get; private set; } = "";
    internal string Newcomer { get; private set; } = "";

    internal Catalogue.License License { get; private set; } = null!;
    internal Catalogue.License Suspended { get; private set; } = null!;
    internal Catalogue.License Expired { get; private set; } = null!;

    /// <summary>Of a device without a network, as its program writes it.</summary>
    internal string OfflineRequest =>
        new System.Text.Json.Nodes.JsonObject
        {
            ["key"] = License.Key,
            ["identifier"] = _words.Identifier,
        }.ToJsonString();

    internal Guid Activation { get; private set; }
    internal Guid Deactivated { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var catalogue = new Catalogue(_app);
        var account = new Catalogue.Account(
            Catalogue.Id(
                await catalogue.Operator.Post(
                    "identity",
                    "/accounts",
                    new { name = _words.Account, kind = "organization" }
                )
            ),
            _words.Account
        );
        await Licenses(catalogue, account);
        await Devices(catalogue);
        await Files(catalogue);
        Owner = await SignIn(await NewOwner(catalogue, account));
        Newcomer = await SignIn(await catalogue.NewMember(await catalogue.NewAccount("individual")));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private async Task Licenses(Catalogue catalogue, Catalogue.Account account)
    {
        var product = new Catalogue.Product(
            Guid.CreateVersion7(),
            Catalogue.Unique("showcase").ToLowerInvariant(),
            _words.Product
        );
        await catalogue.Operator.Post(
            "license",
            "/products",
            new
            {
                product.Id,
                product.Slug,
                product.Name,
            }
        );
        License = await catalogue.NewLicenseInUse(
            new
            {
                name = _words.Policy,
                activationLimit = 3,
                terms = new { offlineActivation = true, deactivationQuota = 3 },
                edition = _words.Edition,
                environment = _words.Environment,
                maintenanceDays = 365,
                renewalUrl = "https://vendor.example/renew",
                entitlements = new[]
                {
                    new { name = _words.Feature, value = (string?)_words.FeatureValue },
                    new { name = "Cloud export", value = (string?)null },
                },
            },
            new
            {
                accountId = account.Id,
                expiresAt = Now.AddDays(5),
                metadata = new[] { new { name = "order", value = _words.Order } },
            },
            product
        );
        Suspended = await catalogue.NewLicense(new { activationLimit = 1 }, new { accountId = account.Id });
        await catalogue.Move(Suspended, "suspend", new { reason = _words.Reason });
        Expired = await catalogue.NewLicense(
            new { activationLimit = 5 },
            new
            {
                accountId = account.Id,
                issuedAt = Now.AddDays(-400),
                expiresAt = Now.AddDays(-10),
            }
        );
        var revoked = await catalogue.NewLicense(license: new { accountId = account.Id });
        await catalogue.Move(revoked, "revoke", new { reason = "Returned" });
        await catalogue.NewLicense(license: new { accountId = account.Id });
    }

    private async Task Devices(Catalogue catalogue)
    {
        var program = new VendorProgram(_app, License.Key);
        Activation = await program.Activated(
            _words.Identifier,
            new
            {
                name = _words.Device,
                platform = _words.Platform,
                version = _words.AppVersion,
            }
        );
        await program.Activated("shop.example.org", new { kind = "domain", version = "5.2.1" });
        Deactivated = await program.Activated("HWID-0000", new { platform = "linux" });
        using var gone = await program.Deactivate(Deactivated);
        gone.EnsureSuccessStatusCode();
        await catalogue.Operator.Post(
            "activation",
            "/activations",
            new
            {
                licenseId = License.Id,
                kind = "domain",
                identifier = _words.Host,
                ip = _words.Ip,
                appVersion = "5.2.1-nightly.20261124",
                firstSeenAt = Now.AddDays(-200),
                lastSeenAt = Now.AddMinutes(-4),
            }
        );
    }

    private async Task Files(Catalogue catalogue)
    {
        var current = await Releases.Publish(catalogue, License.Product, _words.Version, _words.Notes);
        await Releases.Upload(catalogue, current, _words.FileName, new byte[250_000]);
        await Releases.Upload(catalogue, current, "studio-5.2.1.tar.gz", new byte[240_000], platform: "linux");
        await Releases.Upload(catalogue, current, "handbook.pdf", new byte[30_000], "documentation", "any");
        var beta = await Releases.Publish(catalogue, License.Product, "5.3.0-beta.1", "Try the new mixer.", "beta");
        await Releases.Upload(catalogue, beta, "studio-5.3.0-beta.1.exe", new byte[250_000]);
        var older = await Releases.Publish(catalogue, License.Product, "5.1.0");
        await Releases.Upload(catalogue, older, "studio-5.1.0.exe", new byte[200_000]);
    }

    private async Task<Catalogue.Member> NewOwner(Catalogue catalogue, Catalogue.Account account)
    {
        var (email, password) = (
            $"{Catalogue.Unique("user")}@example.org".ToLowerInvariant(),
            $"pass-{Guid.NewGuid():N}"
        );
        var answer = await catalogue.Operator.Post(
            "identity",
            $"/accounts/{account.Id}/members",
            new
            {
                email,
                displayName = _words.Member,
                role = "Owner",
                password,
            }
        );
        return new(Catalogue.Id(answer), account.Id, email, password, "Owner");
    }

    private async Task<string> SignIn(Catalogue.Member member)
    {
        await using var window = await _chromium.Window(_app);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/");
        await page.SignIn(member.Email, member.Password);
        await page.Heading("Dashboard").WaitForAsync();
        return await window.StorageStateAsync();
    }
}

/// <summary>The same with everything as long as it may be.</summary>
public sealed class HostileShowcase(PortalApp app, Chromium chromium) : Showcase(app, chromium, Wording.Hostile);
