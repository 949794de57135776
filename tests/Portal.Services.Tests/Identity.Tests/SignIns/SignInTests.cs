using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Portal.Testing;
using SignedIn = Portal.Testing.SignedIn;

namespace Portal.Identity.Tests.SignIns;

public sealed partial class SignInTests(PortalApp app)
{
    private const string WrongPassword = "not the password";

    [Fact]
    public async Task A_right_password_leads_back_to_the_request_that_asked_for_it()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        using var challenge = await browser.Authorize(browser.AuthorizationRequest());
        Assert.StartsWith(
            "/identity/sign-in?returnUrl=",
            challenge.Headers.Location!.ToString(),
            StringComparison.Ordinal
        );

        using var signedIn = await browser.SignIn(person.Email, Vendor.Password, challenge.Headers.Location.ToString());

        Assert.StartsWith(
            "/identity/connect/authorize?client_id=portal-gateway",
            signedIn.Headers.Location!.PathAndQuery,
            StringComparison.Ordinal
        );
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), c =>
            c.StartsWith("portal-identity=", StringComparison.Ordinal)
        );
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/identity", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_e_mail_address_may_be_typed_in_another_case()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        using var signedIn = await browser.SignIn(person.Email.ToUpperInvariant(), Vendor.Password);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_answer_alike()
    {
        var person = await (await Vendor.Of(app)).Person();
        var unknown = $"{Guid.NewGuid():N}@example.com";

        var (wrong, wrongTook) = await Refused(person.Email);
        var (nobody, nobodyTook) = await Refused(unknown);

        Assert.Contains("The email address or the password is not right.", wrong, StringComparison.Ordinal);
        Assert.Equal(
            Challenge().Replace(wrong.Replace(person.Email, "", StringComparison.Ordinal), ""),
            Challenge().Replace(nobody.Replace(unknown, "", StringComparison.Ordinal), "")
        );
        Assert.All([wrongTook, nobodyTook], took =>
            Assert.True(took >= TimeSpan.FromMilliseconds(390), $"answered after {took}")
        );
    }

    [Fact]
    public async Task After_five_wrong_passwords_not_even_the_right_one_is_taken_and_the_answer_is_the_same()
    {
        var person = await (await Vendor.Of(app)).Person();
        for (var i = 0; i < 5; i++)
            await Refused(person.Email);

        using var browser = new Browser(app);
        using var locked = await browser.SignIn(person.Email, Vendor.Password);

        Assert.Equal(HttpStatusCode.BadRequest, locked.StatusCode);
        Assert.Contains(
            "The email address or the password is not right.",
            await locked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Strangers_who_guess_lock_out_strangers_and_not_the_owner_in_a_browser_that_was_here_before()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var owner = new Browser(app);
        using var before = await owner.SignIn(person.Email, Vendor.Password);
        await Task.WhenAll(
            Enumerable.Range(1, 100).Select(number => Guess(person.Email, from: $"198.51.100.{number}"))
        );

        using var again = await owner.SignIn(person.Email, Vendor.Password);
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
        using var stranger = new Browser(app);
        using var refused = await stranger.SignIn(person.Email, Vendor.Password);
        Assert.NotEqual(HttpStatusCode.Found, refused.StatusCode);
    }

    [Fact]
    public async Task Four_wrong_passwords_are_forgiven_by_the_right_one()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 4; j++)
                await Refused(person.Email);
            using var signedIn = await browser.SignIn(person.Email, Vendor.Password);
            Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        }
    }

    [Fact]
    public async Task Too_many_failures_with_one_address_are_answered_429_with_the_time_to_wait()
    {
        var unknown = $"{Guid.NewGuid():N}@example.com";
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Refused(unknown)));

        using var browser = new Browser(app);
        using var refused = await browser.SignIn(unknown, WrongPassword);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Somebody_who_is_in_no_account_lands_on_the_refusal_page()
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        await vendor.Sql("DELETE FROM memberships WHERE user_id = $1", person.Id);
        using var browser = new Browser(app);

        using var refused = await browser.SignIn(person.Email, Vendor.Password);

        Assert.Equal("/identity/refused", refused.Headers.Location!.AbsolutePath);
        Assert.DoesNotContain(refused.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], c =>
            c.StartsWith("portal-identity=", StringComparison.Ordinal)
        );
        using var page = await browser.Get("/identity/refused");
        Assert.Contains(
            "not a member of any customer account",
            await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/identity/connect/authorize?x=1")]
    [InlineData("/identity/connect/logout")]
    [InlineData("/identity/connect/authorize?x=1\\..\\")]
    public async Task A_foreign_return_address_leads_to_the_portal_instead(string returnUrl)
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        using var signedIn = await browser.SignIn(
            person.Email,
            Vendor.Password,
            $"/identity/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}"
        );
        Assert.Equal(browser.PublicUrl + "/", signedIn.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_form_that_this_browser_was_not_given_is_refused()
    {
        using var bare = new HttpClient { BaseAddress = app.Address("identity") };
        using var refused = await bare.PostAsync(
            "/identity/sign-in",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["_handler"] = "sign-in",
                    ["__RequestVerificationToken"] = "made-up",
                    ["Form.Email"] = "a@example.com",
                    ["Form.Password"] = WrongPassword,
                }
            ),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Through_the_gateway_a_customer_signs_in_and_reads_the_portal()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var customer = await SignedIn.As(app, person.Email, Vendor.Password);
        var me = await customer.Get("/api/identity/me");
        Assert.Equal(person.Email, (string?)me["email"]);
    }

    private async Task Guess(string email, string from)
    {
        using var browser = new Browser(app, from);
        using var refused = await browser.SignIn(email, WrongPassword);
        Assert.True(refused.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.TooManyRequests);
    }

    private async Task<(string Html, TimeSpan Took)> Refused(string email)
    {
        using var browser = new Browser(app);
        var started = Stopwatch.GetTimestamp();
        using var refused = await browser.SignIn(email, WrongPassword);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        return (FormToken().Replace(await refused.Content.ReadAsStringAsync(), ""), Stopwatch.GetElapsedTime(started));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]+\"")]
    private static partial Regex FormToken();

    /// <summary>Of passkeys: another one on every page.</summary>
    [GeneratedRegex("data-passkey-request=\"[^\"]*\"")]
    private static partial Regex Challenge();
}
