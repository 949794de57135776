using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.Browser.Tests.Pages;

/// <summary>
/// Every page, in both themes, on a desk and on a phone. With <c>SCREENSHOTS</c> set it leaves its pictures in artifacts/screenshots
/// for people to look at.
/// </summary>
public sealed class AccessibilityTests(PortalApp app, Chromium chromium, Showcase show) : IClassFixture<Showcase>
{
    private const int Height = 900;
    private static readonly int[] Widths = [1440, 390],
        OtherWidths = [1280, 1024, 760, 320];
    private static readonly bool Pictures = Environment.GetEnvironmentVariable("SCREENSHOTS") is not null;

    // A theme changes nothing but colours. Once in a page, axe looks as often as it is asked: that is a quarter of the work of RunAxe.
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private static readonly object Everything = new { resultTypes = new[] { "violations" } },
        Colours = new { resultTypes = new[] { "violations" }, runOnly = new[] { "color-contrast" } };
    private const string Violations =
        "async rules => (await axe.run(document, rules)).violations.flatMap(rule => rule.nodes.map(node => `${rule.id} (${rule.help}) ${node.target} ${node.html}`))";

    public static TheoryData<string> EveryPage => [.. PortalPage.All.Keys];

    [Theory, MemberData(nameof(EveryPage))]
    public async Task Axe_finds_nothing_and_nothing_sticks_out(string name)
    {
        var page = PortalPage.All[name];
        await using var window = await chromium.Window(
            app,
            new()
            {
                StorageState = page.Visitor(show),
                ViewportSize = new() { Width = Widths[0], Height = Height },
            }
        );
        await window.AddCookiesAsync([
            new()
            {
                Name = "theme",
                Value = "dark",
                Url = app.Address("gateway").ToString(),
            },
        ]);
        var tab = await window.NewPageAsync();
        var answer = await tab.GotoAsync(page.Address(show));
        Assert.Equal(page.Status, answer!.Status);
        if (page.Then is { } then)
            await then(tab, show);
        await tab.EvaluateAsync(Axe);
        Assert.Equal("dark", await tab.Locator("html").GetAttributeAsync("data-theme"));

        await Look(tab, name, "dark", Colours);
        await tab.EvaluateAsync("() => document.documentElement.dataset.theme = 'light'");
        await Look(tab, name, "light", Everything);
        foreach (var width in OtherWidths)
        {
            await tab.SetViewportSizeAsync(width, Height);
            await Nothing_sticks_out(tab, width);
        }
    }

    private static async Task Look(IPage tab, string name, string theme, object rules)
    {
        foreach (var width in Widths)
        {
            await tab.SetViewportSizeAsync(width, Height);
            await tab.EvaluateAsync("() => scrollTo(0, 0)");
            if (Pictures)
                await tab.ScreenshotAsync(
                    new()
                    {
                        Path = $"artifacts/screenshots/{name}-{theme}-{width}.png",
                        FullPage = true,
                        Animations = ScreenshotAnimations.Disabled,
                    }
                );
            await Nothing_sticks_out(tab, width);
            Assert.Empty(
                (await tab.EvaluateAsync<string[]>(Violations, rules)).Select(violation =>
                    $"{theme}, {width} px: {violation}"
                )
            );
        }
    }

    private static async Task Nothing_sticks_out(IPage tab, int width) =>
        Assert.True(
            await tab.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"),
            $"At {width} px the page has to be scrolled sideways."
        );
}
