namespace Portal.Browser.Tests.Pages;

/// <summary>An account with something in every state, and one with nothing, each signed in.</summary>
public sealed class Showcase(PortalApp app, Chromium chromium) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    /// <summary>Cookies of the signed-in owner; of an owner of nothing; of nobody.</summary>
    internal string Owner { get; private set; } = "";
    internal string Newcomer { get; private set; } = "";

    internal Catalogue.License License { get; private set; } = null!;
    internal Catalogue.License Suspended { get; private set; } = null!;
    internal Catalogue.License Expired { get; private set; } = null!;
    /// <summary>Of a device without a network, as its program writes it.</summary>
    internal string OfflineRequest => new System.Text.Json.Nodes.JsonObject { ["key"] = License.Key, ["identifier"] = "HWID-9F42-11AC-73B0-5D1E-80C6-A1F4-2B90" }.ToJsonString();

    internal Guid Activation { get; private set; }
    internal Guid Deactivated { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        await Licenses(catalogue, account);
        await Devices(catalogue);
        await Files(catalogue);
        Owner = await SignIn(await catalogue.NewMember(account));
        Newcomer = await SignIn(await catalogue.NewMember(await catalogue.NewAccount("individual")));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task Licenses(Catalogue catalogue, Catalogue.Account account)
    {
        License = await catalogue.NewLicenseInUse(
            new
            {
                activationLimit = 3,
                terms = new { offlineActivation = true, deactivationQuota = 3 },
                edition = "Professional",
                environment = "production",
                maintenanceDays = 365,
                renewalUrl = "https://vendor.example/renew",
                entitlements = new[] { new { name = "Render nodes", value = (string?)"4" }, new { name = "Cloud export", value = (string?)null } },
            },
            new { accountId = account.Id, expiresAt = Now.AddDays(5) });
        Suspended = await catalogue.NewLicense(new { activationLimit = 1 }, new { accountId = account.Id });
        await catalogue.Move(Suspended, "suspend", new { reason = "Payment is overdue" });
        Expired = await catalogue.NewLicense(new { activationLimit = 5 }, new { accountId = account.Id, issuedAt = Now.AddDays(-400), expiresAt = Now.AddDays(-10) });
        var revoked = await catalogue.NewLicense(license: new { accountId = account.Id });
        await catalogue.Move(revoked, "revoke", new { reason = "Returned" });
        await catalogue.NewLicense(license: new { accountId = account.Id });
    }

    private async Task Devices(Catalogue catalogue)
    {
        var program = new VendorProgram(app, License.Key);
        Activation = await program.Activated("HWID-9F42-11AC-73B0-5D1E-80C6-A1F4-2B90", new { name = "Studio PC by the window", platform = "windows", version = "5.2.1" });
        await program.Activated("shop.example.org", new { kind = "domain", version = "5.2.1" });
        Deactivated = await program.Activated("HWID-0000", new { platform = "linux" });
        using var gone = await program.Deactivate(Deactivated);
        gone.EnsureSuccessStatusCode();
        await catalogue.Operator.Post("activation", "/activations", new
        {
            licenseId = License.Id,
            kind = "domain",
            identifier = "a-very-long-name-that-somebody-gave-to-a-web-site-once.departments.example.org",
            ip = "2001:db8:4c1:20:ffff:abcd:1234:1f3a",
            appVersion = "5.2.1-nightly.20261124",
            firstSeenAt = Now.AddDays(-200),
            lastSeenAt = Now.AddMinutes(-4),
        });
    }

    private async Task Files(Catalogue catalogue)
    {
        var current = await Releases.Publish(catalogue, License.Product, "5.2.1", "Faster start, and exports keep their colour profile.");
        await Releases.Upload(catalogue, current, "studio-5.2.1.exe", new byte[250_000]);
        await Releases.Upload(catalogue, current, "studio-5.2.1.tar.gz", new byte[240_000], platform: "linux");
        await Releases.Upload(catalogue, current, "handbook.pdf", new byte[30_000], "documentation", "any");
        var beta = await Releases.Publish(catalogue, License.Product, "5.3.0-beta.1", "Try the new mixer.", "beta");
        await Releases.Upload(catalogue, beta, "studio-5.3.0-beta.1.exe", new byte[250_000]);
        var older = await Releases.Publish(catalogue, License.Product, "5.1.0");
        await Releases.Upload(catalogue, older, "studio-5.1.0.exe", new byte[200_000]);
    }

    private async Task<string> SignIn(Catalogue.Member member)
    {
        await using var window = await chromium.Window(app);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/");
        await page.SignIn(member.Email, member.Password);
        await page.Heading("Dashboard").WaitForAsync();
        return await window.StorageStateAsync();
    }
}
