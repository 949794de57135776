namespace Portal.Browser.Tests.Pages;

/// <summary>Nothing is cut off from the smallest phone to the widest desk, whatever things are called.</summary>
public abstract class OverflowTests(PortalApp app, Chromium chromium, Showcase show)
{
    public static TheoryData<string> EveryPage => [.. PortalPage.All.Keys];

    [Theory, MemberData(nameof(EveryPage))]
    public async Task Nothing_is_cut_off_at_any_width(string name)
    {
        var page = PortalPage.All[name];
        await using var window = await chromium.Window(
            app,
            new()
            {
                StorageState = page.Visitor(show),
                ViewportSize = new() { Width = 1440, Height = Overflow.Height },
            }
        );
        var tab = await window.NewPageAsync();
        await tab.GotoAsync(page.Address(show));
        if (page.Then is { } then)
            await then(tab, show);
        await Overflow.AssertNone(tab);
    }
}

public sealed class OverflowOfUsualDataTests(PortalApp app, Chromium chromium, Showcase show)
    : OverflowTests(app, chromium, show),
        IClassFixture<Showcase>;

public sealed class OverflowOfHostileDataTests(PortalApp app, Chromium chromium, HostileShowcase show)
    : OverflowTests(app, chromium, show),
        IClassFixture<HostileShowcase>;
