using Microsoft.Playwright;

namespace Portal.Browser.Tests.Walk;

/// <summary>Somebody at a page, who counts how often they click, or uses nothing but the keyboard.</summary>
internal sealed class Hand(IPage page)
{
    private const int MostStops = 80;

    public int Clicks { get; private set; }

    public async Task Click(ILocator target)
    {
        Clicks++;
        await target.ClickAsync();
    }

    /// <summary>Presses Tab until the focus is there.</summary>
    public async Task TabTo(ILocator target)
    {
        await target.WaitForAsync();
        for (var stop = 0; stop < MostStops; stop++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        throw new InvalidOperationException($"No Tab leads to {target}.");
    }

    /// <summary>Goes to a link or button by Tab and presses Enter.</summary>
    public async Task Press(ILocator target)
    {
        await TabTo(target);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Goes to a field by Tab and types over what it holds.</summary>
    public async Task Type(ILocator field, string text)
    {
        await TabTo(field);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }
}
