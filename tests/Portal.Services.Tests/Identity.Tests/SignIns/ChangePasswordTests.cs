using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.SignIns;

public sealed class ChangePasswordTests(PortalApp app)
{
    private const string Page = "/identity/password",
        NewPassword = "quite another password";

    [Fact]
    public async Task The_current_password_changes_it_keeps_this_session_and_ends_the_others()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var here = await SignedIn.As(app, person.Email, Vendor.Password);
        using var elsewhere = await SignedIn.As(app, person.Email, Vendor.Password);

        using var page = await here.Open(Page);
        using var changed = await here.Submit(page, Fields(Vendor.Password, NewPassword));
        Assert.Contains("/profile", changed.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);

        await here.Get("/api/identity/me");
        using var refused = await elsewhere.Api(HttpMethod.Get, "/api/identity/me");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var again = await SignedIn.As(app, person.Email, NewPassword);
        await new Mailbox(app, person.Email).Newest("Your password was changed");
    }

    [Fact]
    public async Task A_wrong_current_password_changes_nothing()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var here = await SignedIn.As(app, person.Email, Vendor.Password);
        using var page = await here.Open(Page);
        using var refused = await here.Submit(page, Fields("not the password", NewPassword));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var again = await SignedIn.As(app, person.Email, Vendor.Password);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_sign_in_first()
    {
        using var browser = new Browser(app);
        using var page = await browser.Get(Page);
        Assert.StartsWith(
            "/identity/sign-in?returnUrl=%2Fidentity%2Fpassword",
            page.Headers.Location!.PathAndQuery,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Password_managers_find_the_page()
    {
        using var http = app.BareGateway();
        using var answer = await http.GetAsync("/.well-known/change-password", TestContext.Current.CancellationToken);
        Assert.Equal(Page, answer.Headers.Location!.ToString());
    }

    private static Dictionary<string, string> Fields(string current, string password) =>
        new() { ["Form.Current"] = current, ["Form.Password"] = password };
}
