using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.SignIns;

/// <summary>What a copy of somebody's cookies is worth, and for how long.</summary>
public sealed class SessionTests(PortalApp app)
{
    private const string Me = "/api/identity/me",
        Landing = "/signed-out";

    [Fact]
    public async Task A_copy_of_the_cookies_is_worth_nothing_after_the_sign_out()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var owner = await SignedIn.As(app, person.Email, Vendor.Password);
        using var thief = owner.Thief();
        await thief.Get(Me);

        using var page = await owner.Open("/profile");
        using var signedOut = await owner.Submit(page, [], "/signout");
        Assert.Equal(Landing, signedOut.RequestMessage!.RequestUri!.AbsolutePath);
        await IsOut(thief);
    }

    [Theory]
    [InlineData("/identity/password")]
    [InlineData("/identity/authenticator")]
    public async Task A_copy_of_the_cookies_is_worth_nothing_once_what_proves_the_owner_changed(string page)
    {
        var person = await (await Vendor.Of(app)).Person();
        using var owner = await SignedIn.As(app, person.Email, Vendor.Password);
        using var thief = owner.Thief();
        await thief.Get(Me);

        await Change(owner, page);
        await IsOut(thief);
        // The owner goes on, in a session with another id.
        using var profile = await owner.Open("/profile");
        Assert.Equal("/profile", profile.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.NotEqual(thief.Cookies["__Host-portal"], owner.Cookies["__Host-portal"]);
    }

    [Fact]
    public async Task A_session_that_was_signed_out_elsewhere_is_out_at_every_page_of_sign_in_too()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var lost = await SignedIn.As(app, person.Email, Vendor.Password);
        using var owner = await SignedIn.As(app, person.Email, Vendor.Password);
        using var ended = await owner.Api(HttpMethod.Post, "/api/identity/me/sessions/end-others");
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        await IsOut(lost);
    }

    [Fact]
    public async Task A_session_that_somebody_planted_is_not_the_one_that_a_sign_in_makes()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var attacker = await SignedIn.As(app, person.Email, Vendor.Password);
        // The victim's browser has the attacker's cookies, and the victim signs in.
        using var victim = attacker.Thief();
        using var form = await victim.Open("/identity/sign-in");
        using var signedIn = await victim.Submit(
            form,
            new() { ["Form.Email"] = person.Email, ["Form.Password"] = Vendor.Password }
        );
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        Assert.NotEqual(attacker.Cookies["portal-identity"], victim.Cookies["portal-identity"]);
        await IsOut(attacker);
    }

    [Theory]
    [InlineData("last_seen_at", 10)]
    [InlineData("started_at", 8 * 24)]
    public async Task A_session_ends_when_it_was_not_used_for_long_and_at_last_a_week_after_the_sign_in(
        string column,
        int hours
    )
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        using var browser = new Browser(app);
        var tokens = await browser.SignInWithTokens(person.Email);
        await vendor.Sql(
            $"UPDATE sessions SET {column} = now() - make_interval(hours => $1) WHERE user_id = $2",
            hours,
            person.Id
        );

        using var refused = await browser.Refresh(tokens.Refresh);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var page = await browser.Get("/identity/password");
        Assert.Equal("/identity/sign-in", page.Headers.Location!.AbsolutePath);
        using var elsewhere = await SignedIn.As(app, person.Email, Vendor.Password);
        Assert.Single((await elsewhere.Get("/api/identity/me/sessions"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("password")]
    [InlineData("passkeys")]
    [InlineData("authenticator")]
    public async Task Who_has_no_password_signs_in_once_more_before_changing_what_proves_who_they_are(string page)
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        using var browser = new Browser(app);
        using var signedIn = await browser.SignIn(person.Email, Vendor.Password);
        await vendor.Sql("UPDATE users SET password_hash = NULL WHERE id = $1", person.Id);
        using var fresh = await browser.Get("/identity/" + page);
        Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);

        await vendor.Sql(
            "UPDATE sessions SET started_at = now() - interval '20 minutes' WHERE user_id = $1",
            person.Id
        );
        using var asked = await browser.Get("/identity/" + page);
        Assert.Equal($"/identity/sign-in?returnUrl=%2Fidentity%2F{page}&again=proof", Where(asked));
        using var question = await browser.Get(Where(asked));
        Assert.Contains("Sign in once more to change this.", await Text(question), StringComparison.Ordinal);

        using var code = await browser.Submit(
            Where(asked),
            "sign-in",
            ("Form.Email", person.Email),
            ("Form.With", "code")
        );
        using var back = await browser.TypeCode(
            (await new Mailbox(app, person.Email).Newest("Your sign-in code")).Code
        );
        Assert.Equal("/identity/" + page, Where(back));
        using var proved = await browser.Get(Where(back));
        Assert.Equal(HttpStatusCode.OK, proved.StatusCode);
    }

    private static async Task Change(SignedIn owner, string page)
    {
        using var form = await owner.Open(page);
        var fields = new Dictionary<string, string> { ["Form.Current"] = Vendor.Password };
        if (page.EndsWith("password", StringComparison.Ordinal))
        {
            fields["Form.Password"] = "quite another password";
        }
        else
        {
            fields["Form.Code"] = (await SecondFactorTests.AppOf(form)).Code();
            fields["Form.Do"] = "on";
        }
        using var changed = await owner.Submit(form, fields);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    /// <summary>At the API, at a page, and at Identity.</summary>
    private static async Task IsOut(SignedIn thief)
    {
        using var refused = await thief.Api(HttpMethod.Get, Me);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        foreach (var path in (string[])["/licenses", "/identity/password"])
        {
            using var page = await thief.Open(path);
            Assert.Equal("/identity/sign-in", page.RequestMessage!.RequestUri!.AbsolutePath);
        }
    }

    private static string Where(HttpResponseMessage answer)
    {
        var location = answer.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.ToString();
    }

    private static Task<string> Text(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
