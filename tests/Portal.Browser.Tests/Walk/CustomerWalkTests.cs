using System.Security.Cryptography;
using Microsoft.Playwright;
using Portal.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests.Walk;

/// <summary>What the portal is for, in a browser, from the license that the vendor issues to the file on the customer's disk.</summary>
public sealed class CustomerWalkTests(PortalApp app, Chromium chromium)
{
    private const string Device = "HWID-57F1-A220",
        FileName = "studio-setup-1.0.0.exe";

    private readonly Catalogue _catalogue = new(app);
    private readonly byte[] _file = RandomNumberGenerator.GetBytes(300_000);
    private Catalogue.Member _owner = null!;
    private Catalogue.License _license = null!;

    [Fact]
    public Task A_customer_sees_a_license_frees_its_slot_and_takes_a_file_home() => Walk(scripts: true);

    [Fact]
    public Task The_same_without_JavaScript() => Walk(scripts: false);

    private async Task Walk(bool scripts)
    {
        await Vendor_issues_a_license_and_publishes_a_file();
        await using var window = await chromium.Window(app, new() { JavaScriptEnabled = scripts });
        var page = await window.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync("/");
        await page.SignIn(_owner.Email, _owner.Password);
        await Expect(page.Heading("Dashboard")).ToBeVisibleAsync();

        await Customer_sees_the_license(page);
        var program = new VendorProgram(app, _license.Key);
        await program.Activated(
            Device,
            new
            {
                name = "Studio PC",
                platform = "windows",
                version = "1.0.0",
            }
        );
        Assert.Equal("VALID", (await program.Validate(Device)).Code);
        await Customer_deactivates_the_device(page, program);
        Assert.Equal("NOT_ACTIVATED", (await program.Validate(Device)).Code);
        await Customer_downloads_the_file(page);
        Assert.Empty(complaints);
    }

    private async Task Vendor_issues_a_license_and_publishes_a_file()
    {
        var account = await _catalogue.NewAccount();
        _owner = await _catalogue.NewMember(account);
        _license = await _catalogue.NewLicenseInUse(
            new { activationLimit = 1, downloadBeforeActivation = true },
            new { accountId = account.Id }
        );
        var release = await Releases.Publish(_catalogue, _license.Product, "1.0.0");
        await Releases.Upload(_catalogue, release, FileName, _file);
    }

    private async Task Customer_sees_the_license(IPage page)
    {
        await page.Link("My Licenses").ClickAsync();
        var row = page.Row(_license.Product.Name);
        await Expect(row).ToContainTextAsync($"****-{_license.Key[^4..]}");
        await Expect(row).ToContainTextAsync("Not activated");
        await Expect(page.Locator("body")).Not.ToContainTextAsync(_license.Key);
    }

    private static async Task Customer_deactivates_the_device(IPage page, VendorProgram program)
    {
        await page.Link("Activations").ClickAsync();
        await Expect(page.Row("Studio PC")).ToContainTextAsync("Active");
        await page.Link("Deactivate Studio PC").ClickAsync();
        await Expect(page.Heading("Deactivate Studio PC?")).ToBeVisibleAsync();
        Assert.Equal("VALID", (await program.Validate(Device)).Code);

        await page.Button("Deactivate").ClickAsync();
        await Expect(page.GetByText("Studio PC is deactivated.", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.Row("Studio PC")).ToContainTextAsync("Deactivated");
    }

    private async Task Customer_downloads_the_file(IPage page)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(_file));
        await page.Link("Downloads").ClickAsync();
        await Expect(page.Locator(".checksum code")).ToHaveAttributeAsync("title", sha256);
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Button, new() { Name = FileName }).ClickAsync()
        );
        Assert.Equal(FileName, download.SuggestedFilename);
        await using var saved = File.OpenRead(await download.PathAsync());
        Assert.Equal(sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(saved)));
    }
}
