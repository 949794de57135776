using Microsoft.Playwright;
using Portal.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests.Walk;

/// <summary>From what needs attention on the dashboard to what helps, without a script.</summary>
public sealed class AttentionWalkTests(PortalApp app, Chromium chromium)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_customer_finds_what_needs_attention_all_of_it_and_what_helps()
    {
        var account = await _catalogue.NewAccount();
        var owner = await _catalogue.NewMember(account);
        var soon = TimeProvider.System.GetUtcNow().AddDays(6);
        var full = await _catalogue.NewLicenseInUse(
            new { activationLimit = 1, renewalUrl = "https://vendor.example/renew" },
            new { accountId = account.Id, expiresAt = soon }
        );
        await new VendorProgram(app, full.Key).Activated("HWID-1", new { name = "Studio PC" });
        var suspended = await _catalogue.NewLicense(license: new { accountId = account.Id });
        await _catalogue.Move(suspended, "suspend", new { reason = "Invoice 2217 is overdue" });
        await _catalogue.NewLicense(license: new { accountId = account.Id });

        await using var window = await chromium.Window(app, new() { JavaScriptEnabled = false });
        var page = await window.NewPageAsync();
        await page.GotoAsync("/");
        await page.SignIn(owner.Email, owner.Password);
        var health = page.Locator("#health");
        await Reload(page, health.GetByText("Its only slot is in use."));
        await Expect(health).ToContainTextAsync("2 items");
        await Expect(health.GetByRole(AriaRole.Link, new() { Name = $"Renew: {full.Product.Name}" }))
            .ToHaveAttributeAsync("href", "https://vendor.example/renew");
        await Expect(health.GetByRole(AriaRole.Link, new() { Name = $"Free a slot: {full.Product.Name}" }))
            .ToBeVisibleAsync();
        await Expect(health.GetByRole(AriaRole.Link, new() { Name = $"Contact support: {suspended.Product.Name}" }))
            .ToHaveAttributeAsync(
                "href",
                new System.Text.RegularExpressions.Regex($"license=.*{suspended.Key[^4..]}.*code=SUSPENDED.*reference=")
            );
        await Expect(health.GetByRole(AriaRole.Link, new() { Name = "1 not activated" })).ToBeVisibleAsync();

        await health.GetByRole(AriaRole.Link, new() { Name = "All 2 licenses that need attention" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Row(full.Product.Name)).ToContainTextAsync("Expiring");
        await page.Link(full.Product.Name).ClickAsync();
        var truth = page.Locator(".truth.warn");
        await Expect(truth).ToContainTextAsync("Its only slot is in use.");
        await Expect(truth.GetByRole(AriaRole.Link, new() { Name = "Renew" })).ToBeVisibleAsync();
    }

    /// <summary>License hears of the activation a moment later.</summary>
    private static async Task Reload(IPage page, ILocator wanted) =>
        await Eventually.Is(
            async () =>
            {
                await page.ReloadAsync();
                return await wanted.CountAsync() > 0;
            },
            "the dashboard shows it"
        );
}
