using Microsoft.AspNetCore.Http;
using Portal.Testing;

namespace Portal.Gateway.Tests.Services;

public sealed class ForwardedRequestTests(PortalApp app)
{
    private static readonly (string, string)[] Lies =
    [
        ("Authorization", "Bearer forged"),
        ("X-Forwarded-For", "203.0.113.9"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "https"),
        ("Forwarded", "for=203.0.113.9;host=evil.example"),
        ("X-CSRF", "1"),
    ];

    [Fact]
    public async Task An_api_gets_the_sessions_token_and_no_cookie_whatever_the_browser_sent()
    {
        var headers = await SeenBy("license", "/api/license/licenses");

        Assert.StartsWith("Bearer eyJ", headers.Authorization.ToString(), StringComparison.Ordinal);
        Assert.Empty(headers.Cookie.ToString());
    }

    [Fact]
    public async Task A_service_hears_of_the_public_address_and_the_real_client_only()
    {
        var headers = await SeenBy("license", "/api/license/licenses");

        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"].ToString());
        Assert.Equal(app.Address("gateway").Authority, headers["X-Forwarded-Host"].ToString());
        Assert.Equal("http", headers["X-Forwarded-Proto"].ToString());
        Assert.Empty(headers["Forwarded"].ToString());
    }

    [Fact]
    public async Task The_vendors_software_is_heard_with_its_own_authorization_and_without_cookies()
    {
        var headers = await SeenBy("activation", "/licensing/v1/validations", ("Authorization", "License AAAA-BBBB"));

        Assert.Equal("License AAAA-BBBB", headers.Authorization.ToString());
        Assert.Empty(headers.Cookie.ToString());
    }

    [Fact]
    public async Task Identity_gets_its_own_cookies_and_the_theme_and_not_the_session()
    {
        var headers = await SeenBy("identity", "/identity/sign-in");

        Assert.Contains("portal-identity=", headers.Cookie.ToString(), StringComparison.Ordinal);
        Assert.Contains("theme=dark", headers.Cookie.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Browser.Session, headers.Cookie.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("gateway-", headers.Cookie.ToString(), StringComparison.Ordinal);
    }

    private async Task<IHeaderDictionary> SeenBy(string service, string path, params (string, string)[] more)
    {
        await using var echo = await Echo.Start();
        await using var gateway = await OwnGateway.Start(app, ($"services:{service}:http:0", echo.Address));
        using var signedIn = await Browser.SignedIn(app);
        using var browser = new Browser(app, gateway.Address);
        foreach (var (name, value) in signedIn.Cookies)
            browser.Cookies[name] = value;
        browser.Cookies["theme"] = "dark";

        using var answer = await browser.Get(path, [.. Lies, .. more]);

        answer.EnsureSuccessStatusCode();
        return Assert.Single(echo.Requests).Headers;
    }
}
