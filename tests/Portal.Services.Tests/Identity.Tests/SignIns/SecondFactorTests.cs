using System.Net;
using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Identity.Tests.SignIns;

public sealed partial class SecondFactorTests(PortalApp app)
{
    private const string SetUp = "/identity/authenticator",
        Ask = "/identity/second-factor";

    [Fact]
    public async Task A_password_alone_signs_nobody_in_once_a_second_factor_is_on()
    {
        var (person, app1, _) = await WithSecondFactor();
        using var browser = new Browser(app);
        await PassFirst(browser, person);

        using var wrong = await Answer(browser, "000000");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var right = await Answer(browser, app1.Code(1));
        Assert.Contains(right.Headers.GetValues("Set-Cookie"), IsSignedIn);
        await new Mailbox(app, person.Email).Newest("Your second factor is on");
    }

    [Fact]
    public async Task A_code_that_was_used_is_not_taken_again()
    {
        var (person, app1, _) = await WithSecondFactor();
        var code = app1.Code(1);
        using var browser = new Browser(app);
        await PassFirst(browser, person);
        using var right = await Answer(browser, code);
        Assert.Equal(HttpStatusCode.Found, right.StatusCode);

        using var thief = new Browser(app);
        await PassFirst(thief, person);
        using var again = await Answer(thief, code);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once()
    {
        var (person, _, recovery) = await WithSecondFactor();
        Assert.Equal(10, recovery.Count);
        using var browser = new Browser(app);
        await PassFirst(browser, person);
        using var right = await Answer(browser, recovery[3].ToLowerInvariant());
        Assert.Equal(HttpStatusCode.Found, right.StatusCode);

        using var thief = new Browser(app);
        await PassFirst(thief, person);
        using var again = await Answer(thief, recovery[3]);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task A_remembered_browser_is_not_asked_and_another_one_is()
    {
        var (person, app1, _) = await WithSecondFactor();
        using var browser = new Browser(app);
        await PassFirst(browser, person);
        using var right = await browser.Submit(
            Ask,
            "second-factor",
            ("Form.Code", app1.Code(1)),
            ("Form.Remember", "true")
        );
        using var again = await browser.SignIn(person.Email, Vendor.Password);
        Assert.Contains(again.Headers.GetValues("Set-Cookie"), IsSignedIn);

        using var other = new Browser(app);
        await PassFirst(other, person);
    }

    [Fact]
    public async Task Who_has_not_passed_the_first_factor_is_sent_to_sign_in()
    {
        using var browser = new Browser(app);
        using var page = await browser.Get(Ask);
        Assert.Equal("/identity/sign-in", page.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Setting_it_up_needs_the_password_and_a_right_code()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var customer = await SignedIn.As(app, person.Email, Vendor.Password);
        using var page = await customer.Open(SetUp);
        var app1 = await AppOf(page);
        foreach (
            var (password, code) in ((string, string)[])[("not the password", app1.Code()), (Vendor.Password, "000000")]
        )
        {
            using var again = await customer.Open(SetUp);
            using var refused = await customer.Submit(again, Fields(password, code, "on"));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        Assert.False((bool)(await customer.Get("/api/identity/me"))["secondFactor"]!);
    }

    [Fact]
    public async Task Turned_off_nobody_is_asked_any_more()
    {
        var (person, app1, _) = await WithSecondFactor();
        using var browser = new Browser(app);
        await PassFirst(browser, person);
        using var right = await Answer(browser, app1.Code(1));
        using var off = await browser.Submit(
            SetUp,
            "authenticator",
            ("Form.Current", Vendor.Password),
            ("Form.Do", "off")
        );
        Assert.Equal(HttpStatusCode.Found, off.StatusCode);

        using var other = new Browser(app);
        using var signedIn = await other.SignIn(person.Email, Vendor.Password);
        Assert.Contains(signedIn.Headers.GetValues("Set-Cookie"), IsSignedIn);
        await new Mailbox(app, person.Email).Newest("Your second factor is off");
    }

    private async Task<(Person Person, Authenticator App, IReadOnlyList<string> Recovery)> WithSecondFactor()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var customer = await SignedIn.As(app, person.Email, Vendor.Password);
        using var page = await customer.Open(SetUp);
        var authenticator = await AppOf(page);
        using var on = await customer.Submit(page, Fields(Vendor.Password, authenticator.Code(), "on"));
        var html = await on.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (person, authenticator, [.. RecoveryCode().Matches(html).Select(match => match.Groups[1].Value)]);
    }

    private static async Task PassFirst(Browser browser, Person person)
    {
        using var first = await browser.SignIn(person.Email, Vendor.Password);
        Assert.Equal(Ask, first.Headers.Location!.AbsolutePath);
        Assert.DoesNotContain(first.Headers.GetValues("Set-Cookie"), IsSignedIn);
    }

    private static Task<HttpResponseMessage> Answer(Browser browser, string code) =>
        browser.Submit(Ask, "second-factor", ("Form.Code", code));

    internal static async Task<Authenticator> AppOf(HttpResponseMessage page)
    {
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(Key().Match(html).Groups[1].Value);
    }

    private static Dictionary<string, string> Fields(string password, string code, string what) =>
        new()
        {
            ["Form.Current"] = password,
            ["Form.Code"] = code,
            ["Form.Do"] = what,
        };

    private static bool IsSignedIn(string cookie) => cookie.StartsWith("portal-identity=", StringComparison.Ordinal);

    [GeneratedRegex("<code>([A-Z2-7]{4}(?: [A-Z2-7]{1,4})+)</code>")]
    private static partial Regex Key();

    [GeneratedRegex("<code>([A-Z0-9]{5}-[A-Z0-9]{5})</code>")]
    private static partial Regex RecoveryCode();
}
