using Microsoft.Playwright;

namespace Portal.Browser.Tests.Pages;

/// <summary>Every page of the portal and of sign-in, as somebody sees it.</summary>
/// <param name="Then">What is done on the page before it is looked at.</param>
internal sealed record PortalPage(
    Func<Showcase, string> Visitor,
    Func<Showcase, string> Address,
    int Status = 200,
    Func<IPage, Showcase, Task>? Then = null
)
{
    public static IReadOnlyDictionary<string, PortalPage> All { get; } =
        new Dictionary<string, PortalPage>
        {
            ["dashboard"] = Owner(_ => "/"),
            ["dashboard-of-a-newcomer"] = Newcomer("/"),
            ["account-menu"] = Owner(_ => "/", then: (page, _) => page.Locator("button.who").ClickAsync()),
            ["licenses"] = Owner(_ => "/licenses"),
            ["licenses-of-a-newcomer"] = Newcomer("/licenses"),
            ["licenses-needing-attention"] = Owner(_ => "/licenses?attention=any"),
            ["licenses-nothing-found"] = Owner(_ => "/licenses?search=nothing-is-called-so"),
            ["license"] = Owner(show => $"/licenses/{show.License.Id}"),
            ["license-suspended"] = Owner(show => $"/licenses/{show.Suspended.Id}"),
            ["license-expired"] = Owner(show => $"/licenses/{show.Expired.Id}"),
            ["license-key-revealed"] = Owner(
                show => $"/licenses/{show.License.Id}",
                then: (page, _) => Press(page, "Reveal key")
            ),
            ["license-diagnosed"] = Owner(
                show => $"/licenses/{show.License.Id}",
                then: (page, _) => Press(page, "Check")
            ),
            ["license-history"] = Owner(show => $"/licenses/{show.License.Id}/history"),
            ["license-unknown"] = Owner(_ => $"/licenses/{Guid.Empty}", 404),
            ["activations"] = Owner(_ => "/activations"),
            ["activations-of-a-newcomer"] = Newcomer("/activations"),
            ["activations-after-deactivation"] = Owner(show => $"/activations?deactivated={show.Deactivated}"),
            ["activations-stale"] = Owner(_ => "/activations?stale=true"),
            ["profile"] = Owner(_ => "/profile"),
            ["settings"] = Owner(_ => "/settings"),
            ["change-password"] = Owner(_ => "/identity/password"),
            ["passkeys"] = Owner(_ => "/identity/passkeys"),
            ["authenticator"] = Owner(_ => "/identity/authenticator"),
            ["forgot-password"] = Nobody("/identity/forgot"),
            ["reset-password"] = Nobody("/identity/reset"),
            ["code"] = Nobody("/identity/code"),
            ["offline"] = Owner(_ => "/activations/offline"),
            ["offline-refused"] = Owner(
                _ => "/activations/offline",
                then: (page, _) => Paste(page, "nonsense", AriaRole.Alert)
            ),
            ["offline-read"] = Owner(
                _ => "/activations/offline",
                then: (page, show) => Paste(page, show.OfflineRequest)
            ),
            ["offline-activated"] = Owner(
                _ => "/activations/offline",
                then: async (page, show) =>
                {
                    await Paste(page, show.OfflineRequest);
                    await page.Button("Activate").ClickAsync();
                    await page.GetByLabel("License file as text").WaitForAsync();
                }
            ),
            ["activation"] = Owner(show => $"/activations/{show.Activation}"),
            ["activation-deactivated"] = Owner(show => $"/activations/{show.Deactivated}"),
            ["activation-unknown"] = Owner(_ => $"/activations/{Guid.Empty}", 404),
            ["deactivate"] = Owner(show => $"/activations/{show.Activation}/deactivate"),
            ["deactivate-inactive"] = Owner(show => $"/activations/{show.Deactivated}/deactivate"),
            ["downloads"] = Owner(
                _ => "/downloads",
                then: (page, _) => page.Locator("summary", new() { HasText = "older version" }).ClickAsync()
            ),
            ["downloads-with-pre-releases"] = Owner(_ => "/downloads", then: ShowPreReleases),
            ["changelog"] = Owner(show => $"/changelog/{show.License.Product.Slug}"),
            ["downloads-of-a-newcomer"] = Newcomer("/downloads"),
            ["download-link-unknown"] = Owner(_ => "/downloads/links/made-up", 404),
            ["help"] = Owner(_ => "/help?license=****-4TLD&code=SUSPENDED&reference=4bf92f3577b34da6"),
            ["not-found"] = Owner(_ => "/nothing/here", 404),
            ["forbidden"] = Owner(_ => "/forbidden"),
            ["error"] = Owner(_ => "/error"),
            ["signed-out"] = Nobody("/signed-out"),
            ["sign-in"] = Nobody("/licenses"),
            ["sign-in-refused"] = Nobody("/licenses", then: RefuseSignIn),
            ["sign-in-not-a-member"] = Nobody("/identity/refused"),
            ["sign-in-signed-out"] = Nobody("/identity/signed-out"),
            ["sign-in-nothing-there"] = Nobody("/identity/nothing-here", 404),
        };

    private static PortalPage Owner(
        Func<Showcase, string> address,
        int status = 200,
        Func<IPage, Showcase, Task>? then = null
    ) => new(show => show.Owner, address, status, then);

    private static PortalPage Newcomer(string address) => new(show => show.Newcomer, _ => address);

    private static PortalPage Nobody(string address, int status = 200, Func<IPage, Showcase, Task>? then = null) =>
        new(_ => "{}", _ => address, status, then);

    private static async Task Press(IPage page, string button)
    {
        await page.Button(button).ClickAsync();
        await page.GetByRole(AriaRole.Status).First.WaitForAsync();
    }

    private static async Task ShowPreReleases(IPage page, Showcase show)
    {
        await page.GetByLabel("Channel").SelectOptionAsync("beta");
        await page.Button("Show").ClickAsync();
        await page.GetByText("5.3.0-beta.1").First.WaitForAsync();
    }

    private static async Task Paste(IPage page, string request, AriaRole? answer = null)
    {
        await page.GetByLabel("Or its text").FillAsync(request);
        await page.Button("Continue").ClickAsync();
        await (answer is { } role ? page.GetByRole(role).First : page.Button("Activate")).WaitForAsync();
    }

    private static async Task RefuseSignIn(IPage page, Showcase show)
    {
        await page.SignIn($"{Guid.NewGuid():N}@example.org", "not the password");
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
    }
}
