using Portal.Testing;

namespace Portal.Gateway.Tests.Hosting;

public sealed class SecurityHeaderTests(PortalApp app)
{
    private static readonly string[] Names =
    [
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Cache-Control",
    ];

    [Theory]
    [InlineData("/")]
    [InlineData("/licenses")]
    [InlineData("/no-such-page")]
    [InlineData("/signin")]
    [InlineData("/signed-out")]
    [InlineData("/api/license/licenses")]
    [InlineData("/api/license/no-such-thing")]
    [InlineData("/licensing/v1/no-such-thing")]
    [InlineData("/identity/sign-in")]
    [InlineData("/_content/Portal.Web.Design/portal.css")]
    [InlineData("/health")]
    public async Task Every_kind_of_answer_carries_each_security_header_once(string path)
    {
        using var browser = await Browser.SignedIn(app);

        using var answer = await browser.Get(path, ("X-CSRF", "1"));

        Assert.All(Names, name => Assert.Single(answer.Headers.GetValues(name)));
        Assert.Null(answer.Header("Server"));
    }

    [Fact]
    public async Task Scripts_and_styles_come_from_the_portal_only()
    {
        using var answer = await app.Gateway.GetAsync("/signed-out", TestContext.Current.CancellationToken);

        var policy = answer.Header("Content-Security-Policy")!;
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_may_lead_to_the_place_of_the_files()
    {
        using var answer = await app.Gateway.GetAsync("/signed-out", TestContext.Current.CancellationToken);

        Assert.Contains(
            $"form-action 'self' http://localhost:{app.Address("download", "files").Port}",
            answer.Header("Content-Security-Policy"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/licenses")]
    [InlineData("/api/license/licenses")]
    public async Task What_is_about_a_customer_is_kept_by_nobody(string path)
    {
        using var browser = await Browser.SignedIn(app);

        using var answer = await browser.Call(path);

        Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browsers_that_came_over_tls_are_told_to_stay_there()
    {
        await using var gateway = await OwnGateway.Start(app, ("Portal:PublicUrl", "https://portal.example"));
        using var http = new HttpClient { BaseAddress = gateway.Address };

        using var overTls = await http.GetAsync("/signed-out", TestContext.Current.CancellationToken);
        using var plain = await app.Gateway.GetAsync("/signed-out", TestContext.Current.CancellationToken);

        Assert.Equal("max-age=31536000; includeSubDomains", overTls.Header("Strict-Transport-Security"));
        Assert.Null(plain.Header("Strict-Transport-Security"));
    }
}
