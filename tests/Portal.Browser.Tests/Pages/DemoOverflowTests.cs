namespace Portal.Browser.Tests.Pages;

/// <summary>Nothing of the demo is cut off: its names, keys and dates are those that people see first.</summary>
public sealed class DemoOverflowTests(PortalApp app, Chromium chromium, DemoShowcase demo) : IClassFixture<DemoShowcase>
{
    private static readonly Dictionary<string, string> Pages = new()
    {
        ["dashboard"] = "/",
        ["licenses"] = "/licenses",
        ["all licenses"] = "/licenses?size=100",
        ["health"] = "/licenses?attention=any",
        ["license, active"] = License("e650-72cd-ab52-85dcff6b8071"),
        ["license, expiring and full"] = License("ea38-7ba8-b618-6c4974330626"),
        ["license, in grace"] = License("f208-744d-a27c-7ab223ea402a"),
        ["license, expired"] = License("f5f0-7dc8-a766-cc9a70eb28f2"),
        ["license, suspended"] = License("fdc0-78ed-a489-7b748af23710"),
        ["license, device blocked"] = "/licenses/0199f0c5-01a8-76ac-aeca-beb830d1fca4",
        ["license, never activated"] = "/licenses/0199f0c5-0590-7524-ac64-06068558553e",
        ["license, revoked"] = "/licenses/0199f0c5-2ca0-7937-a76b-5935045199a0",
        ["license, updates ended"] = "/licenses/0199f0c5-4028-7a2d-ab2d-2be3fb16382c",
        ["license, no limit"] = "/licenses/0199f0c5-5b80-7eed-9e5a-8d8d84a0e449",
        ["license, domains"] = "/licenses/0199f0c5-6f08-760a-b972-11befad3d751",
        ["diagnosis of a full license"] = License("ea38-7ba8-b618-6c4974330626") + "?check=NEW-LAPTOP-01",
        ["history"] = License("e650-72cd-ab52-85dcff6b8071") + "/history",
        ["activations"] = "/activations",
        ["all activations"] = "/activations?size=100",
        ["activation"] = "/activations/0199f0c5-8678-7b31-b612-788fb970efc5",
        ["activation of a domain"] = "/activations/0199f0c6-5198-7737-b0fe-047d5ad7a61a",
        ["downloads"] = "/downloads",
        ["changelog"] = "/changelog/fathomline-studio?pre-releases=true",
        ["help"] = "/help?license=****-QN9NX97&code=SUSPENDED&reference=4bf92f3577b34da6a3ce929d0e0e4736",
    };

    public static TheoryData<string> EveryPage => [.. Pages.Keys];

    [Theory, MemberData(nameof(EveryPage))]
    public async Task Nothing_of_the_demo_is_cut_off_at_any_width(string page)
    {
        await using var window = await chromium.Window(
            app,
            new()
            {
                StorageState = demo.Owner,
                ViewportSize = new() { Width = 1440, Height = Overflow.Height },
            }
        );
        var tab = await window.NewPageAsync();
        var answer = await tab.GotoAsync(Pages[page]);
        Assert.Equal(200, answer!.Status);
        await tab.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");
        await Overflow.AssertNone(tab);
    }

    private static string License(string rest) => $"/licenses/0199f0c4-{rest}";
}
