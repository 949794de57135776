using Microsoft.Playwright;

namespace Portal.Browser.Tests.Pages;

/// <summary>The machine's own Chromium, one for all tests; each opens a window with nothing in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Quiet =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    // Without the parts of a window that nobody sees it needs half the processor.
    private static readonly string[] Programs =
    [
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Array.Find(Programs, File.Exists),
                Headless = true,
                Args = Quiet,
            }
        );
    }

    public Task<IBrowserContext> Window(PortalApp app, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = app.Address("gateway").ToString();
        // Chromium calls a page transition that the next click overtakes an error of the page.
        options.ReducedMotion = ReducedMotion.Reduce;
        return _browser!.NewContextAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

internal static class PageExtensions
{
    /// <summary>Fills in the two steps of the sign-in page and comes back to the portal.</summary>
    public static async Task SignIn(this IPage page, string email, string password)
    {
        await page.GetByLabel("Email").FillAsync(email);
        await page.Button("Continue").ClickAsync();
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.Button("Sign in").ClickAsync();
    }

    public static ILocator Link(this IPage page, string name) =>
        page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public static ILocator Button(this IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Heading(this IPage page, string name) =>
        page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    /// <summary>The row of a table that says this.</summary>
    public static ILocator Row(this IPage page, string text) => page.Locator("tr", new() { HasText = text });
}
