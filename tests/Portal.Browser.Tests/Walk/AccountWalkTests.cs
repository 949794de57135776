using Microsoft.Playwright;
using Portal.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests.Walk;

/// <summary>People look after their own account, in a browser, with the mails that they get.</summary>
public sealed class AccountWalkTests(PortalApp app, Chromium chromium)
{
    private readonly Catalogue _catalogue = new(app);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_forgot_the_password_gets_in_with_a_mailed_code(bool scripts)
    {
        var member = await _catalogue.NewMember(await _catalogue.NewAccount());
        await using var window = await chromium.Window(app, new() { JavaScriptEnabled = scripts });
        var page = await window.NewPageAsync();
        await page.GotoAsync("/licenses");
        await page.GetByLabel("Email").FillAsync(member.Email);
        await page.Button("Continue").ClickAsync();
        await page.Button("Forgot your password?").ClickAsync();
        var mail = await new Mailbox(app, member.Email).Newest("Set a new password");
        await page.GetByLabel("Code").FillAsync(mail.Code);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync("a few words are good");
        await page.Button("Set the password and sign in").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/licenses$"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_code_by_mail_signs_in_without_a_password(bool scripts)
    {
        var member = await _catalogue.NewMember(await _catalogue.NewAccount());
        await using var window = await chromium.Window(app, new() { JavaScriptEnabled = scripts });
        var page = await window.NewPageAsync();
        await page.GotoAsync("/activations");
        await page.GetByLabel("Email").FillAsync(member.Email);
        await page.Button("Continue").ClickAsync();
        await page.Button("Email me a code").ClickAsync();
        var mail = await new Mailbox(app, member.Email).Newest("Your sign-in code");
        await page.GetByLabel("Code").FillAsync(mail.Code);
        await page.Button("Sign in").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/activations$"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_time_zone_is_chosen_by_its_city_and_every_time_is_shown_in_it(bool scripts)
    {
        var member = await _catalogue.NewMember(await _catalogue.NewAccount());
        await using var window = await chromium.Window(app, new() { JavaScriptEnabled = scripts });
        var page = await window.NewPageAsync();
        await page.GotoAsync("/settings");
        await page.SignIn(member.Email, member.Password);
        await page.GetByLabel("City or region").FillAsync("kathmandu");
        await page.Button("Save").ClickAsync();
        await Expect(page.GetByLabel("City or region")).ToHaveValueAsync("Asia/Kathmandu");
        await page.GotoAsync("/profile");
        await Expect(page.Locator("main time").First)
            .ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex(@"UTC\+05:45$"));
    }

    [Fact]
    public async Task A_passkey_signs_in_without_typing_anything()
    {
        var member = await _catalogue.NewMember(await _catalogue.NewAccount());
        await using var window = await chromium.Window(app, new());
        var page = await window.NewPageAsync();
        await WithAuthenticator(page);
        await page.GotoAsync("/profile");
        await page.SignIn(member.Email, member.Password);
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a passkey" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("My laptop");
        await page.GetByLabel("Current password", new() { Exact = true }).FillAsync(member.Password);
        await page.Button("Add a passkey").ClickAsync();
        await Expect(page.GetByText("My laptop")).ToBeVisibleAsync();
        await new Mailbox(app, member.Email).Newest("A passkey was added to your account");

        await window.ClearCookiesAsync();
        await page.GotoAsync("/licenses");
        // The browser may offer it by itself and be faster.
        var button = page.Button("Sign in with a passkey");
        await button.Or(page.Heading("My Licenses")).First.WaitForAsync();
        if (await button.IsVisibleAsync())
            await button.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/licenses$"));
        await page.GotoAsync("/profile");
        await Expect(page.GetByText("Passkey ·").First).ToBeVisibleAsync();
    }

    /// <summary>A device that unlocks itself.</summary>
    internal static async Task WithAuthenticator(IPage page)
    {
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new
                {
                    protocol = "ctap2",
                    transport = "internal",
                    hasResidentKey = true,
                    hasUserVerification = true,
                    isUserVerified = true,
                    automaticPresenceSimulation = true,
                },
            }
        );
    }
}
