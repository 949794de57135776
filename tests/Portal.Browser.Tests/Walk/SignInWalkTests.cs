using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests.Walk;

/// <summary>However somebody comes to the door, it leads on.</summary>
public sealed partial class SignInWalkTests(PortalApp app, Chromium chromium)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task Two_tabs_that_wait_at_the_door_both_get_to_where_they_were_going()
    {
        var (member, window) = await Visitor();
        await using var _ = window;
        var (one, two) = (await window.NewPageAsync(), await window.NewPageAsync());
        await one.GotoAsync("/licenses");
        await two.GotoAsync("/downloads");
        await two.SignIn(member.Email, member.Password);
        await Expect(two).ToHaveURLAsync(Downloads());
        await one.SignIn(member.Email, member.Password);
        await Expect(one).ToHaveURLAsync(Licenses());
        await two.ReloadAsync();
        await Expect(two).ToHaveURLAsync(Downloads());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Back_after_signing_in_and_the_form_once_more_lead_on(bool scripts)
    {
        var (member, window) = await Visitor(new() { JavaScriptEnabled = scripts });
        await using var _ = window;
        var page = await window.NewPageAsync();
        await page.GotoAsync("/licenses");
        await page.SignIn(member.Email, member.Password);
        await Expect(page).ToHaveURLAsync(Licenses());
        await page.GoBackAsync();
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(member.Password);
        await page.Button("Sign in").ClickAsync();
        await Expect(page).ToHaveURLAsync(Licenses());
    }

    [Fact]
    public async Task A_bookmark_of_the_sign_in_page_leads_to_the_dashboard()
    {
        var (member, window) = await Visitor();
        await using var _ = window;
        var page = await window.NewPageAsync();
        await page.GotoAsync("/identity/sign-in");
        await page.SignIn(member.Email, member.Password);
        await Expect(page.Heading("Dashboard")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_bookmark_whose_request_has_run_out_leads_on_too()
    {
        var (member, window) = await Visitor();
        await using var _ = window;
        var page = await window.NewPageAsync();
        await page.GotoAsync("/licenses");
        var bookmark = page.Url;
        await page.SignIn(member.Email, member.Password);
        await Expect(page).ToHaveURLAsync(Licenses());

        await window.ClearCookiesAsync();
        await page.GotoAsync(bookmark);
        await page.SignIn(member.Email, member.Password);
        await Expect(page.Locator("nav.nav")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_keyboard_is_enough_to_sign_in_and_to_look_after_the_account()
    {
        var (member, window) = await Visitor();
        await using var _ = window;
        var page = await window.NewPageAsync();
        var hand = new Hand(page);
        await page.GotoAsync("/");
        await Expect(page.GetByLabel("Email")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(member.Email);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Password", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(member.Password);
        await page.Keyboard.PressAsync("Enter");

        await hand.Press(page.Link("Settings").First);
        await hand.Type(page.GetByLabel("City or region"), "Lima");
        await hand.Press(page.Button("Save"));
        await Expect(page.Locator("main .alert.ok")).ToBeFocusedAsync();

        await hand.Press(page.Link("Profile"));
        await hand.Press(page.Link("Change password"));
        await hand.Type(page.GetByLabel("Current password", new() { Exact = true }), member.Password);
        await hand.Type(page.GetByLabel("New password", new() { Exact = true }), "a few words are good");
        await hand.Press(page.Button("Change password"));
        await Expect(page.GetByText("Your password was changed")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_typed_as_a_password_can_be_shown()
    {
        var (member, window) = await Visitor();
        await using var _ = window;
        var page = await window.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByLabel("Email").FillAsync(member.Email);
        await page.Button("Continue").ClickAsync();
        var field = page.GetByLabel("Password", new() { Exact = true });
        await field.FillAsync(member.Password);
        await page.Button("Show password").ClickAsync();
        await Expect(field).ToHaveAttributeAsync("type", "text");
        await page.Button("Sign in").ClickAsync();
        await Expect(page.Heading("Dashboard")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_a_phone_the_account_is_in_the_menu(bool scripts)
    {
        var (member, window) = await Visitor(
            new()
            {
                JavaScriptEnabled = scripts,
                ViewportSize = new() { Width = 375, Height = 812 },
            }
        );
        await using var _ = window;
        var page = await window.NewPageAsync();
        await page.GotoAsync("/");
        await page.SignIn(member.Email, member.Password);
        await page.Button("Account menu").ClickAsync();
        await page.Locator("#user-menu").GetByText("Profile and security").ClickAsync();
        await page.Link("Change password").ClickAsync();
        await page.GetByLabel("Current password", new() { Exact = true }).FillAsync(member.Password);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync("a few words are good");
        await page.Button("Change password").ClickAsync();
        await Expect(page.GetByText("Your password was changed")).ToBeVisibleAsync();
    }

    private async Task<(Catalogue.Member Member, IBrowserContext Window)> Visitor(
        BrowserNewContextOptions? options = null
    )
    {
        var member = await _catalogue.NewMember(await _catalogue.NewAccount());
        return (member, await chromium.Window(app, options ?? new()));
    }

    [GeneratedRegex("/licenses$")]
    private static partial Regex Licenses();

    [GeneratedRegex("/downloads$")]
    private static partial Regex Downloads();
}
