using System.Text.Json;
using Portal.Testing;

namespace Portal.Identity.Tests.OpenIdConnect;

public sealed class DiscoveryTests(PortalApp app)
{
    [Fact]
    public async Task Discovery_names_the_public_issuer_and_offers_nothing_weak()
    {
        using var browser = new Browser(app);
        using var answer = await browser.Get("identity/.well-known/openid-configuration");
        var document = await answer.Json();
        Assert.Equal(browser.PublicUrl + "/identity/", document.Text("issuer"));
        Assert.Equal(["S256"], Values(document, "code_challenge_methods_supported"));
        Assert.Equal(["query"], Values(document, "response_modes_supported"));
        Assert.Equal(["code"], Values(document, "response_types_supported"));
        Assert.Equal(["ES256"], Values(document, "id_token_signing_alg_values_supported"));
        Assert.EndsWith(
            "/identity/connect/par",
            document.Text("pushed_authorization_request_endpoint"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Behind_the_gateway_every_address_is_the_public_one()
    {
        using var http = new HttpClient { BaseAddress = app.Address("identity") };
        http.DefaultRequestHeaders.Add("X-Forwarded-Host", "portal.example.com");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var answer = await http.GetAsync(
            "identity/.well-known/openid-configuration",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            "https://portal.example.com/identity/connect/authorize",
            (await answer.Json()).Text("authorization_endpoint")
        );
    }

    [Fact]
    public async Task Pages_allow_no_foreign_content_no_frame_and_no_cache()
    {
        using var browser = new Browser(app);
        foreach (var page in (string[])["sign-in", "signed-out", "refused", "connect/authorize"])
        {
            using var answer = await browser.Get($"identity/{page}");
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains($"form-action 'self' {browser.PublicUrl}", policy, StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string?> Values(JsonElement document, string member) =>
        document.GetProperty(member).EnumerateArray().Select(value => value.GetString());
}
