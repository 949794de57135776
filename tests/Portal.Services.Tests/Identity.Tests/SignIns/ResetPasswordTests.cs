using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.SignIns;

public sealed class ResetPasswordTests(PortalApp app)
{
    private const string NewPassword = "quite another password";

    [Fact]
    public async Task Whoever_forgot_the_password_sets_a_new_one_with_a_mailed_code_and_is_signed_in()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        var code = await Code(browser, person);

        using var reset = await Reset(browser, code, NewPassword);
        Assert.Equal(HttpStatusCode.Found, reset.StatusCode);

        using var other = new Browser(app);
        using var old = await other.SignIn(person.Email, Vendor.Password);
        Assert.Equal(HttpStatusCode.BadRequest, old.StatusCode);
        using var signedIn = await other.SignIn(person.Email, NewPassword);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        await new Mailbox(app, person.Email).Newest("Your password was changed");
    }

    [Fact]
    public async Task A_new_password_ends_every_session_on_its_next_request()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var thief = await SignedIn.As(app, person.Email, Vendor.Password);
        await thief.Get("/api/identity/me");
        using var browser = new Browser(app);
        using var reset = await Reset(browser, await Code(browser, person), NewPassword);

        using var refused = await thief.Api(HttpMethod.Get, "/api/identity/me");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task A_password_that_may_not_be_set_uses_no_code_up()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        var code = await Code(browser, person);
        for (var i = 0; i < 6; i++)
        {
            using var refused = await Reset(browser, code, "short");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        using var reset = await Reset(browser, code, NewPassword);
        Assert.Equal(HttpStatusCode.Found, reset.StatusCode);
    }

    [Fact]
    public async Task A_code_for_signing_in_sets_no_password()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        using var asked = await browser.AskForCode(person.Email);
        var code = (await new Mailbox(app, person.Email).Newest("Your sign-in code")).Code;
        using var refused = await Reset(browser, code, NewPassword);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private async Task<string> Code(Browser browser, Person person)
    {
        using var asked = await browser.Submit("/identity/forgot", "forgot", ("Form.Email", person.Email));
        Assert.Equal("/identity/reset", asked.Headers.Location!.AbsolutePath);
        return (await new Mailbox(app, person.Email).Newest("Set a new password")).Code;
    }

    private static Task<HttpResponseMessage> Reset(Browser browser, string code, string password) =>
        browser.Submit("/identity/reset", "reset", ("Form.Code", code), ("Form.Password", password));
}
