using System.Net;
using Portal.Testing;

namespace Portal.Gateway.Tests.Hosting;

public sealed class RateLimitTests(PortalApp app)
{
    [Fact]
    public async Task Five_hundred_programs_behind_one_address_get_through_at_once()
    {
        await using var echo = await Echo.Start();
        await using var gateway = await OwnGateway.Start(app, ("services:activation:http:0", echo.Address));
        using var http = new HttpClient { BaseAddress = gateway.Address };

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 500)
                .Select(_ => http.PostAsync("/licensing/v1/activations", null, TestContext.Current.CancellationToken))
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task A_program_beyond_its_limit_is_told_when_to_come_back()
    {
        await using var echo = await Echo.Start();
        await using var gateway = await OwnGateway.Start(
            app,
            ("services:activation:http:0", echo.Address),
            ("RateLimits:Licensing:Burst", "2"),
            ("RateLimits:Licensing:PerSecond", "0.01")
        );
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var first = await http.PostAsync(
            "/licensing/v1/activations",
            null,
            TestContext.Current.CancellationToken
        );
        using var second = await http.PostAsync(
            "/licensing/v1/activations",
            null,
            TestContext.Current.CancellationToken
        );

        using var third = await http.PostAsync(
            "/licensing/v1/activations",
            null,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal("rate-limited", await third.ProblemCode());
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 100);
    }

    [Theory]
    [InlineData("/v1/verify")]
    [InlineData("/api/v1/verify")]
    public async Task A_program_of_the_KeyManager_API_reads_it_in_the_body(string path)
    {
        await using var echo = await Echo.Start();
        await using var gateway = await OwnGateway.Start(
            app,
            ("services:activation:http:0", echo.Address),
            ("RateLimits:Licensing:Burst", "1"),
            ("RateLimits:Licensing:PerSecond", "0.01")
        );
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var first = await http.PostAsync(path, null, TestContext.Current.CancellationToken);

        using var second = await http.PostAsync(path, null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var body = await second.Json();
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, "rate-limited"),
            (second.StatusCode, body.GetProperty("code").GetString())
        );
        Assert.Equal(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, body.GetProperty("retry_after").GetInt32());
    }

    [Fact]
    public async Task Another_address_claimed_in_a_header_does_not_help()
    {
        await using var gateway = await OwnGateway.Start(
            app,
            ("RateLimits:SignIn:Burst", "1"),
            ("RateLimits:SignIn:PerSecond", "0.01")
        );
        using var browser = new Browser(app, gateway.Address);
        using var first = await browser.Send(
            HttpMethod.Post,
            "/identity/sign-in",
            [],
            ("X-Forwarded-For", "203.0.113.1")
        );

        using var second = await browser.Send(
            HttpMethod.Post,
            "/identity/sign-in",
            [],
            ("X-Forwarded-For", "203.0.113.2")
        );

        Assert.NotEqual(HttpStatusCode.TooManyRequests, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
    }
}
