using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Portal.Browser.Tests.Pages;

/// <summary>The licensing client in JavaScript (client/js) in a page of another origin. In Node: Portal.Services.Tests.</summary>
public sealed class JavaScriptClientTests(PortalApp app, Chromium chromium)
{
    private const string Client = "client";

    [Fact]
    public async Task It_behaves_in_Chromium_as_the_table_says()
    {
        var world = await JavaScriptWorld.Create(app, canFetchFiles: false);
        // The page itself is the portal's, whose policy lets scripts call the portal alone.
        await using var window = await chromium.Window(app, new() { BypassCSP = true });
        var page = await window.NewPageAsync();
        // The same machine under another name is another origin.
        var program = new UriBuilder(app.Address("gateway")) { Host = "127.0.0.1" }.Uri;
        await page.RouteAsync($"{program}{Client}/**", Serve);
        await page.GotoAsync($"{program}licensing/v1/keys");
        var result = JsonNode.Parse(
            await page.EvaluateAsync<string>(
                "async world => JSON.stringify(await (await import('/client/test/behaviour.js')).run(JSON.parse(world)))",
                world.ToJsonString()
            )
        )!;
        Assert.True(result["failed"]!.AsObject().Count == 0, result.ToJsonString());
        Assert.True(result["ran"]!.GetValue<int>() > 15);
    }

    private static Task Serve(IRoute route)
    {
        var path = new Uri(route.Request.Url).AbsolutePath[$"/{Client}/".Length..];
        return route.FulfillAsync(
            new() { Path = Path.Combine(JavaScriptWorld.Folder, path), ContentType = "text/javascript" }
        );
    }
}
