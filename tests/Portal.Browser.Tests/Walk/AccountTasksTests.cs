using System.Net;
using Microsoft.Playwright;
using Portal.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests.Walk;

/// <summary>What people do about their account takes at most three clicks from the dashboard, or from the page of sign-in.</summary>
public sealed class AccountTasksTests(PortalApp app, Chromium chromium)
{
    private const int Most = 3;
    private const string NewPassword = "a few words are good";
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public Task Change_the_time_zone() =>
        FromDashboard(
            async (page, hand, _) =>
            {
                await hand.Click(page.Link("Settings").First);
                await page.GetByLabel("City or region").FillAsync("Saigon");
                await hand.Click(page.Button("Save"));
                await Expect(page.GetByLabel("City or region")).ToHaveValueAsync("Asia/Ho_Chi_Minh");
            }
        );

    [Fact]
    public Task Take_the_time_zone_of_the_browser() =>
        FromDashboard(
            async (page, hand, _) =>
            {
                await hand.Click(page.Link("Use the time zone of this browser, Asia/Calcutta"));
                await Expect(page.GetByLabel("City or region")).ToHaveValueAsync("Asia/Kolkata");
                await hand.Click(page.Button("Save"));
                await Expect(page.GetByText("Your settings were saved.")).ToBeVisibleAsync();
                await page.GotoAsync("/");
                await Expect(page.GetByText("Times are in UTC.")).ToHaveCountAsync(0);
            },
            new() { TimezoneId = "Asia/Calcutta" }
        );

    [Fact]
    public Task Change_the_password() =>
        FromDashboard(
            async (page, hand, member) =>
            {
                await hand.Click(page.Link("Profile"));
                await hand.Click(page.Link("Change password"));
                await page.GetByLabel("Current password", new() { Exact = true }).FillAsync(member.Password);
                var field = page.GetByLabel("New password", new() { Exact = true });
                await field.FillAsync(NewPassword);
                await hand.Click(page.Button("Change password"));
                await Expect(page.GetByText("Your password was changed")).ToBeVisibleAsync();
            }
        );

    [Fact]
    public Task Add_a_passkey() =>
        FromDashboard(
            async (page, hand, member) =>
            {
                await AccountWalkTests.WithAuthenticator(page);
                await hand.Click(page.Link("Profile"));
                await hand.Click(page.Link("Add a passkey"));
                await page.GetByLabel("Current password", new() { Exact = true }).FillAsync(member.Password);
                await hand.Click(page.Button("Add a passkey"));
                await Expect(page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
            }
        );

    [Fact]
    public Task Turn_the_second_factor_on_and_off() =>
        FromDashboard(
            async (page, hand, member) =>
            {
                await hand.Click(page.Link("Profile"));
                await hand.Click(page.Link("Set up"));
                var key = await page.Locator("main code").First.InnerTextAsync();
                await page.GetByLabel("Code").FillAsync(new Authenticator(key).Code());
                await page.GetByLabel("Current password", new() { Exact = true }).FillAsync(member.Password);
                await hand.Click(page.Button("Turn on"));
                await Expect(page.Heading("Keep your recovery codes")).ToBeVisibleAsync();

                await page.Link("I have kept them").ClickAsync();
                await page.Link("Change").ClickAsync();
                await page.GetByLabel("Current password", new() { Exact = true }).FillAsync(member.Password);
                await page.Button("Turn off the second factor").ClickAsync();
                await Expect(page.Link("Set up")).ToBeVisibleAsync();
            }
        );

    [Fact]
    public Task Sign_out_another_device_and_see_who_signed_in() =>
        FromDashboard(
            async (page, hand, member) =>
            {
                using var other = await _catalogue.SignIn(member);
                await hand.Click(page.Link("Profile"));
                await Expect(page.Heading("Recent sign-ins")).ToBeVisibleAsync();
                await hand.Click(
                    page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Sign out .*(browser|on)") })
                );
                await Expect(page.GetByText("This device")).ToBeVisibleAsync();
                using var refused = await other.Api(HttpMethod.Get, "/api/identity/me");
                Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            }
        );

    [Fact]
    public Task Choose_notifications() =>
        FromDashboard(
            async (page, hand, _) =>
            {
                await hand.Click(page.Link("Settings").First);
                await hand.Click(page.GetByLabel("A new version that you can download"));
                await hand.Click(page.Button("Save"));
                await Expect(page.GetByLabel("A new version that you can download")).Not.ToBeCheckedAsync();
            }
        );

    [Theory]
    [InlineData("Email me a code", "Your sign-in code", "Sign in")]
    [InlineData("Forgot your password?", "Set a new password", "Set the password and sign in")]
    public async Task Sign_in_without_the_password(string way, string subject, string last)
    {
        var member = await _catalogue.NewMember(await _catalogue.NewAccount());
        await using var window = await chromium.Window(app, new());
        var page = await window.NewPageAsync();
        var hand = new Hand(page);
        await page.GotoAsync("/licenses");
        await page.GetByLabel("Email").FillAsync(member.Email);
        await hand.Click(page.Button("Continue"));
        await hand.Click(page.Button(way));
        await page.GetByLabel("Code").FillAsync((await new Mailbox(app, member.Email).Newest(subject)).Code);
        if (await page.GetByLabel("New password", new() { Exact = true }).IsVisibleAsync())
            await page.GetByLabel("New password", new() { Exact = true }).FillAsync(NewPassword);
        await hand.Click(page.Button(last));
        await Expect(page.Heading("My Licenses")).ToBeVisibleAsync();
        Assert.InRange(hand.Clicks, 1, Most);
    }

    private async Task FromDashboard(
        Func<IPage, Hand, Catalogue.Member, Task> task,
        BrowserNewContextOptions? options = null
    )
    {
        var member = await _catalogue.NewMember(await _catalogue.NewAccount());
        await using var window = await chromium.Window(app, options ?? new());
        var page = await window.NewPageAsync();
        await page.GotoAsync("/");
        await page.SignIn(member.Email, member.Password);
        await Expect(page.Heading("Dashboard")).ToBeVisibleAsync();
        var hand = new Hand(page);
        await task(page, hand, member);
        Assert.InRange(hand.Clicks, 1, Most);
    }
}
