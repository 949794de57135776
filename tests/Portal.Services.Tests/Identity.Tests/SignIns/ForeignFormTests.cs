using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.SignIns;

/// <summary>Another site makes a browser send the portal's forms: with its cookies, without the token of a page.</summary>
public sealed class ForeignFormTests(PortalApp app)
{
    private const string NewPassword = "quite another password";

    [Theory]
    [InlineData("/identity/sign-in", "sign-in")]
    [InlineData("/identity/sign-in", "passkey")]
    [InlineData("/identity/code", "code")]
    [InlineData("/identity/forgot", "forgot")]
    [InlineData("/identity/reset", "reset")]
    [InlineData("/identity/password", "password")]
    [InlineData("/identity/passkeys", "add")]
    [InlineData("/identity/passkeys", "remove")]
    [InlineData("/identity/authenticator", "authenticator")]
    [InlineData("/profile", "name")]
    [InlineData("/profile", "session")]
    [InlineData("/settings", "settings")]
    public async Task A_form_without_the_token_of_its_page_changes_nothing(string page, string form)
    {
        var person = await (await Vendor.Of(app)).Person();
        using var customer = await SignedIn.As(app, person.Email, Vendor.Password);
        using var elsewhere = await SignedIn.As(app, person.Email, Vendor.Password);
        var before = await customer.Get("/api/identity/me");

        using var request = new HttpRequestMessage(HttpMethod.Post, page)
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["_handler"] = form,
                    ["Form.Email"] = person.Email,
                    ["Form.Current"] = Vendor.Password,
                    ["Form.Password"] = NewPassword,
                    ["Form.Do"] = "codes",
                    ["Name"] = "Mallory",
                    ["SessionId"] = "others",
                    ["Chosen.TimeZone"] = "Asia/Tokyo",
                }
            ),
        };
        request.Headers.Accept.ParseAdd("text/html");
        using var refused = await customer.Send(request);

        Assert.True(
            refused.StatusCode == HttpStatusCode.BadRequest
                || refused.StatusCode == HttpStatusCode.SeeOther
                    && refused.Headers.Location!.ToString().Contains("again=stale", StringComparison.Ordinal),
            $"{(int)refused.StatusCode} {refused.Headers.Location}"
        );
        Assert.Equal(before.ToJsonString(), (await customer.Get("/api/identity/me")).ToJsonString());
        await elsewhere.Get("/api/identity/me");
        using var again = await SignedIn.As(app, person.Email, Vendor.Password);
    }

    [Fact]
    public async Task Sign_out_from_a_foreign_page_signs_nobody_out()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var customer = await SignedIn.As(app, person.Email, Vendor.Password);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signout");
        using var refused = await customer.Send(request);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await customer.Get("/api/identity/me");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/identity/connect/authorize\t?x")]
    [InlineData("javascript:alert(1)")]
    public async Task No_way_of_signing_in_leads_to_a_foreign_address(string foreign)
    {
        var person = await (await Vendor.Of(app)).Person();
        var query = "?returnUrl=" + Uri.EscapeDataString(foreign);

        using var byCode = new Browser(app);
        using var asked = await byCode.Submit(
            "/identity/sign-in" + query,
            "sign-in",
            ("Form.Email", person.Email),
            ("Form.With", "code")
        );
        using var coded = await byCode.TypeCode(
            (await new Mailbox(app, person.Email).Newest("Your sign-in code")).Code
        );
        Assert.Equal(byCode.PublicUrl + "/", coded.Headers.Location!.ToString());

        using var byReset = new Browser(app);
        using var forgot = await byReset.Submit("/identity/forgot" + query, "forgot", ("Form.Email", person.Email));
        var mail = await new Mailbox(app, person.Email).Newest("Set a new password");
        using var reset = await byReset.Submit(
            "/identity/reset",
            "reset",
            ("Form.Code", mail.Code),
            ("Form.Password", NewPassword)
        );
        Assert.Equal(byReset.PublicUrl + "/", reset.Headers.Location!.ToString());

        using var gateway = app.BareGateway();
        using var started = await gateway.GetAsync("/signin" + query, TestContext.Current.CancellationToken);
        Assert.Equal(new Uri(byCode.PublicUrl).Authority, started.Headers.Location!.Authority);
    }

    [Theory]
    [InlineData("Eve\r\nBcc: everybody@example.com")]
    [InlineData("Eve\nSubject: You won")]
    public async Task A_name_with_a_line_of_its_own_is_refused(string name)
    {
        var person = await (await Vendor.Of(app)).Person();
        using var customer = await SignedIn.As(app, person.Email, Vendor.Password);
        using var refused = await customer.Api(HttpMethod.Put, "/api/identity/me/name", new { displayName = name });
        Assert.Equal("identity.invalid-name", await refused.ProblemCode());
    }

    [Theory]
    [InlineData("a@example.com\r\nBcc: everybody@example.com")]
    [InlineData("a@example.com,everybody@example.com")]
    [InlineData("\"x\" <a@example.com>")]
    public async Task An_address_that_is_more_than_one_gets_no_mail(string address)
    {
        using var browser = new Browser(app);
        using var refused = await browser.Submit(
            "/identity/sign-in",
            "sign-in",
            ("Form.Email", address),
            ("Form.With", "code")
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }
}
