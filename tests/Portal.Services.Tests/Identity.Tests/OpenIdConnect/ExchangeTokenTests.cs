using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.OpenIdConnect;

public sealed class ExchangeTokenTests(PortalApp app)
{
    [Fact]
    public async Task Tokens_carry_user_session_account_and_role()
    {
        var vendor = await Vendor.Of(app);
        var account = await vendor.Account("Fabrikam", "organization");
        var person = await vendor.Person(account, "admin");
        using var browser = new Browser(app);

        var tokens = await browser.SignInWithTokens(person.Email);

        var claims = tokens.AccessClaims;
        Assert.Equal("ES256", tokens.AccessHeader.Text("alg"));
        Assert.Equal(browser.PublicUrl + "/identity/", claims.Text("iss"));
        Assert.Equal("portal.customer", claims.Text("aud"));
        Assert.Equal(person.Id.ToString(), claims.Text("sub"));
        Assert.Equal(account.ToString(), claims.Text("account"));
        Assert.Equal("Fabrikam", claims.Text("account_name"));
        Assert.Equal("organization", claims.Text("account_kind"));
        Assert.Equal("Admin", claims.Text("role"));
        Assert.Equal("Robin Doe", claims.Text("name"));
        Assert.True(Guid.TryParse(claims.Text("sid"), out _));
        Assert.False(claims.TryGetProperty("email", out _));
        Assert.Equal(300, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(person.Email, tokens.IdClaims.Text("email"));
        Assert.Equal("some-nonce", tokens.IdClaims.Text("nonce"));
    }

    [Fact]
    public async Task A_user_of_several_accounts_acts_for_the_one_joined_first()
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        using var second = await vendor.AddMember(
            await vendor.Account(),
            new
            {
                email = person.Email,
                displayName = "Robin",
                role = "member",
            }
        );
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        using var browser = new Browser(app);
        Assert.Equal(
            person.AccountId.ToString(),
            (await browser.SignInWithTokens(person.Email)).AccessClaims.Text("account")
        );
    }

    [Fact]
    public async Task Every_sign_in_is_a_session_of_its_own()
    {
        var person = await (await Vendor.Of(app)).Person();
        using Browser here = new(app),
            there = new(app);
        Assert.NotEqual(
            (await here.SignInWithTokens(person.Email)).AccessClaims.Text("sid"),
            (await there.SignInWithTokens(person.Email)).AccessClaims.Text("sid")
        );
    }

    [Fact]
    public async Task A_refresh_keeps_the_session_and_reads_role_and_name_anew()
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        using var browser = new Browser(app);
        var first = await browser.SignInWithTokens(person.Email);
        await vendor.Sql("UPDATE memberships SET role = 'Member' WHERE user_id = $1", person.Id);

        using var answer = await browser.Refresh(first.Refresh);
        var second = Tokens.Of(await answer.EnsureSuccessStatusCode().Json());

        Assert.Equal(first.AccessClaims.Text("sid"), second.AccessClaims.Text("sid"));
        Assert.Equal("Member", second.AccessClaims.Text("role"));
        Assert.NotEqual(first.Refresh, second.Refresh);
    }

    [Fact]
    public async Task A_used_refresh_token_is_refused_after_the_leeway_and_takes_its_successors_with_it()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        var first = await browser.SignInWithTokens(person.Email);
        using var used = await browser.Refresh(first.Refresh);
        var second = Tokens.Of(await used.Json());
        using var withinLeeway = await browser.Refresh(first.Refresh);
        Assert.Equal(HttpStatusCode.OK, withinLeeway.StatusCode);

        await Task.Delay(TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);

        await IsOver(browser, first.Refresh);
        await IsOver(browser, second.Refresh);
    }

    [Theory]
    [InlineData("DELETE FROM memberships WHERE user_id = $1")]
    [InlineData("DELETE FROM users WHERE id = $1")]
    [InlineData("UPDATE users SET lockout_end = now() + interval '10 years' WHERE id = $1")]
    [InlineData("UPDATE users SET security_stamp = 'changed' WHERE id = $1")]
    public async Task A_refresh_is_refused_once_the_user_was_removed_locked_or_changed(string change)
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        using var browser = new Browser(app);
        var tokens = await browser.SignInWithTokens(person.Email);
        await vendor.Sql(change, person.Id);
        await IsOver(browser, tokens.Refresh);
    }

    [Fact]
    public async Task A_stranger_who_guesses_passwords_does_not_end_the_sessions_of_the_user()
    {
        var person = await (await Vendor.Of(app)).Person();
        using Browser browser = new(app),
            stranger = new(app);
        var tokens = await browser.SignInWithTokens(person.Email);
        for (var i = 0; i < 5; i++)
            (await stranger.SignIn(person.Email, "a guess of a stranger")).Dispose();
        using var answer = await browser.Refresh(tokens.Refresh);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_code_is_good_for_one_exchange()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var browser = new Browser(app);
        await browser.SignInWithTokens(person.Email);
        using var granted = await browser.Authorize(browser.AuthorizationRequest());
        await browser.Exchange(granted);
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.Exchange(granted));
    }

    [Fact]
    public async Task A_client_gets_no_scope_but_its_own()
    {
        using var identity = new HttpClient { BaseAddress = app.Address("identity") };
        using var refused = await identity.PostAsync(
            "identity/connect/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = "portal-service",
                    ["client_secret"] = await app.Parameter("service-secret"),
                    ["scope"] = "portal.management",
                }
            ),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private static async Task IsOver(Browser browser, string refreshToken)
    {
        using var refused = await browser.Refresh(refreshToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("invalid_grant", (await refused.Json()).Text("error"));
    }
}
