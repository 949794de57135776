namespace Portal.Browser.Tests.Pages;

/// <summary>Nothing is cut off from the smallest phone to the widest desk, whatever things are called.</summary>
public abstract class OverflowTests(PortalApp app, Chromium chromium, Showcase show)
{
    private const int Height = 900;
    private static readonly int[] Widths = [320, 360, 390, 480, 640, 768, 1024, 1280, 1440, 1920];

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
                ViewportSize = new() { Width = 1440, Height = Height },
            }
        );
        var tab = await window.NewPageAsync();
        await tab.GotoAsync(page.Address(show));
        if (page.Then is { } then)
            await then(tab, show);
        var found = new List<string>();
        foreach (var width in Widths)
        {
            await tab.SetViewportSizeAsync(width, Height);
            found.AddRange((await Overflow.Of(tab)).Select(offender => $"{width} px, {offender}"));
        }
        Assert.True(found.Count == 0, string.Join('\n', found.Take(20)));
    }
}

public sealed class OverflowOfUsualDataTests(PortalApp app, Chromium chromium, Showcase show)
    : OverflowTests(app, chromium, show),
        IClassFixture<Showcase>;

public sealed class OverflowOfHostileDataTests(PortalApp app, Chromium chromium, HostileShowcase show)
    : OverflowTests(app, chromium, show),
        IClassFixture<HostileShowcase>;
