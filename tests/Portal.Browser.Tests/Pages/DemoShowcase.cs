using System.Text.Json.Nodes;

namespace Portal.Browser.Tests.Pages;

/// <summary>The demo catalogue, and its owner signed in.</summary>
public sealed class DemoShowcase(PortalApp app, Chromium chromium) : IAsyncLifetime
{
    private const string Email = "soren.odegard@example.org";

    /// <summary>Cookies of the signed-in owner.</summary>
    internal string Owner { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await app.ImportDemo();
        var accounts = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(app.DataFolder, "demo.json")))![
            "accounts"
        ]!;
        var password = accounts.AsArray().Single(account => account!["email"]!.GetValue<string>() == Email)![
            "password"
        ]!.GetValue<string>();
        await using var window = await chromium.Window(app);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/");
        await page.SignIn(Email, password);
        await page.Heading("Dashboard").WaitForAsync();
        Owner = await window.StorageStateAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
