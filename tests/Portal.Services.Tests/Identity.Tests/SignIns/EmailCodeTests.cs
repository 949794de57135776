using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.SignIns;

public sealed class EmailCodeTests(PortalApp app)
{
    private const string Subject = "Your sign-in code";

    [Fact]
    public async Task A_mailed_code_signs_in_once()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        var code = (await Asked(browser, person)).Code;

        using var signedIn = await browser.TypeCode($" {code[..3]} {code[3..]} ");
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        Assert.Contains(signedIn.Headers.GetValues("Set-Cookie"), cookie =>
            cookie.StartsWith("portal-identity=", StringComparison.Ordinal)
        );

        await Refused(browser, code, "This code no longer works. Ask for a new one.");
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_is_not_taken()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        var code = (await Asked(browser, person)).Code;
        for (var i = 0; i < 5; i++)
            await Refused(browser, Wrong(code), "This is not the code. Check the newest email from us.");
        await Refused(browser, code, "This code no longer works. Ask for a new one.");
    }

    [Fact]
    public async Task What_is_no_code_is_no_try()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        var code = (await Asked(browser, person)).Code;
        for (var i = 0; i < 6; i++)
            await Refused(browser, i % 2 == 0 ? "" : "12345", "The code has 6 digits.");
        using var signedIn = await browser.TypeCode(code);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    [Fact]
    public async Task The_code_does_not_work_in_a_browser_that_did_not_ask()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        using var stranger = new Browser(app);
        var code = (await Asked(browser, person)).Code;
        await Refused(stranger, code, "This code no longer works. Ask for a new one.");
        using var signedIn = await browser.TypeCode(code);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    [Fact]
    public async Task The_link_of_the_mail_opens_the_page_for_the_code_on_another_device_and_uses_nothing_up()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        using var phone = new Browser(app);
        var mail = await Asked(browser, person);
        for (var i = 0; i < 3; i++)
        {
            using var opened = await phone.Get(mail.Link);
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        }
        // A scanner that submits every form it finds.
        using var scanned = await phone.TypeCode("", mail.Link);
        Assert.Equal(HttpStatusCode.BadRequest, scanned.StatusCode);

        using var signedIn = await phone.TypeCode(mail.Code, mail.Link);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    [Fact]
    public async Task A_link_that_was_used_or_has_run_out_says_so_and_leads_on_to_where_the_browser_was_going()
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        using var browser = new Browser(app);
        using var phone = new Browser(app);
        using var asked = await browser.Submit(
            "/identity/sign-in?returnUrl=%2Fidentity%2Fpassword",
            "sign-in",
            ("Form.Email", person.Email),
            ("Form.With", "code")
        );
        var mail = await new Mailbox(app, person.Email).Newest(Subject);
        await vendor.Sql("UPDATE email_codes SET expires_at = now() WHERE user_id = $1", person.Id);

        foreach (var (who, page) in new[] { (phone, mail.Link), (browser, "/identity/code") })
        {
            using var opened = await who.Get(page);
            var html = await opened.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("This code no longer works. Ask for a new one.", html, StringComparison.Ordinal);
            Assert.Contains("/identity/sign-in?returnUrl=%2Fidentity%2Fpassword", html, StringComparison.Ordinal);
        }
        using var again = await browser.Submit("/identity/code", "code", ("Form.Again", "true"));
        Assert.Equal("/identity/code", again.Headers.Location!.AbsolutePath);
        var fresh = await Eventually.Get(
            async () => (await new Mailbox(app, person.Email).All()).FirstOrDefault(other => other.Id != mail.Id),
            "a new code is mailed"
        );
        using var signedIn = await browser.TypeCode(fresh.Code);
        Assert.Equal("/identity/password", signedIn.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task A_wrong_code_is_a_failed_sign_in_that_its_owner_sees()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var owner = await SignedIn.As(app, person.Email, Vendor.Password);
        using var stranger = new Browser(app);
        var code = (await Asked(stranger, person)).Code;
        await Refused(stranger, Wrong(code), "This is not the code. Check the newest email from us.");

        var signIns = (await owner.Get("/api/identity/me/sign-ins"))["items"]!.AsArray();
        Assert.Equal(
            ("emailCode", "identity.code-wrong"),
            ((string?)signIns[0]!["method"], (string?)signIns[0]!["rejection"])
        );
    }

    [Fact]
    public async Task A_code_leads_back_to_where_the_browser_was_going()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        using var challenge = await browser.Authorize(browser.AuthorizationRequest());
        using var asked = await browser.Submit(
            challenge.Headers.Location!.ToString(),
            "sign-in",
            ("Form.Email", person.Email),
            ("Form.With", "code")
        );
        var code = (await new Mailbox(app, person.Email).Newest(Subject)).Code;
        using var signedIn = await browser.TypeCode(code);
        Assert.StartsWith(
            "/identity/connect/authorize?client_id=portal-gateway",
            signedIn.Headers.Location!.PathAndQuery,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_address_that_nobody_has_gets_the_same_page_and_no_mail()
    {
        var (unknown, known) = ($"{Guid.NewGuid():N}@example.com", await (await Vendor.Of(app)).Person());
        Assert.Equal(await PageAfter(known.Email), await PageAfter(unknown));
        await new Mailbox(app, known.Email).Newest(Subject);
        Assert.Empty(await new Mailbox(app, unknown).All());

        async Task<string> PageAfter(string email)
        {
            using var browser = new Browser(app);
            using var asked = await browser.AskForCode(email);
            Assert.Equal("/identity/code", asked.Headers.Location!.AbsolutePath);
            using var page = await browser.Get("/identity/code");
            var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return Tokens().Replace(html.Replace(email, "", StringComparison.Ordinal), "");
        }
    }

    [Fact]
    public async Task A_locked_out_owner_gets_in_by_code_and_is_told_of_the_lock_out()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var stranger = new Browser(app);
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await stranger.SignIn(person.Email, "not the password");
        }
        await new Mailbox(app, person.Email).Newest("Too many wrong passwords");

        using var browser = new Browser(app);
        var code = (await Asked(browser, person)).Code;
        using var signedIn = await browser.TypeCode(code);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_from_a_new_browser_is_mailed_and_one_from_a_known_browser_is_not()
    {
        var person = await (await Vendor.Of(app)).Person();
        using (var first = new Browser(app))
        {
            using var signedIn = await first.SignIn(person.Email, Vendor.Password);
            using var again = await first.SignIn(person.Email, Vendor.Password);
        }
        using var other = new Browser(app);
        using var elsewhere = await other.SignIn(person.Email, Vendor.Password);

        var mailbox = new Mailbox(app, person.Email);
        await mailbox.Newest("New sign-in to your account");
        Assert.Single(await mailbox.All());
    }

    private async Task<Mailbox.Mail> Asked(Browser browser, Person person)
    {
        using var asked = await browser.AskForCode(person.Email);
        Assert.Equal("/identity/code", asked.Headers.Location!.AbsolutePath);
        return await new Mailbox(app, person.Email).Newest(Subject);
    }

    private static async Task Refused(Browser browser, string code, string sentence)
    {
        using var refused = await browser.TypeCode(code);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(
            sentence,
            await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    private static string Wrong(string code) => (code[0] == '0' ? '1' : '0') + code[1..];

    private static System.Text.RegularExpressions.Regex Tokens() => new("value=\"CfDJ[^\"]*\"");
}
