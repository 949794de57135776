using System.Net;
using Portal.Testing;

namespace Portal.Gateway.Tests.Sessions;

public sealed class TokenRenewalTests(PortalApp app)
{
    private const string Api = "/api/license/licenses";
    private static readonly TimeSpan NearlyExpired = TimeSpan.FromMinutes(4.5),
        Expired = TimeSpan.FromMinutes(6);

    [Theory]
    [InlineData(4.5)]
    [InlineData(6)]
    public async Task Parallel_requests_renew_a_token_once(double minutes)
    {
        await using var gateway = await OwnGateway.Start(app);
        using var browser = await Browser.SignedIn(app, gateway.Address);
        gateway.Later(TimeSpan.FromMinutes(minutes));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.Call(Api)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(1, gateway.Renewals);
    }

    [Fact]
    public async Task A_fresh_token_is_not_renewed()
    {
        await using var gateway = await OwnGateway.Start(app);
        using var browser = await Browser.SignedIn(app, gateway.Address);

        using var answer = await browser.Call(Api);

        Assert.Equal(0, gateway.Renewals);
    }

    [Fact]
    public async Task Using_a_session_keeps_it_for_longer_than_its_idle_time_and_for_a_week_at_most()
    {
        await using var gateway = await OwnGateway.Start(app);
        using var browser = await Browser.SignedIn(app, gateway.Address);

        var statuses = new List<HttpStatusCode>();
        for (var hours = 0; hours <= 7 * 24; hours += 7)
        {
            using var answer = await browser.Call(Api);
            statuses.Add(answer.StatusCode);
            gateway.Later(TimeSpan.FromHours(7));
        }
        using var afterAWeek = await browser.Call(Api);

        Assert.All(statuses.SkipLast(1), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(HttpStatusCode.Unauthorized, afterAWeek.StatusCode);
    }

    [Fact]
    public async Task A_refused_renewal_ends_the_session()
    {
        await using var gateway = await OwnGateway.Start(app);
        using var browser = await Browser.SignedIn(app, gateway.Address);
        gateway.Later(NearlyExpired);
        gateway.AnswerRenewal = () => new HttpResponseMessage(HttpStatusCode.BadRequest);

        using var refused = await browser.Call(Api);
        gateway.AnswerRenewal = null;
        using var after = await browser.Call(Api);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Equal(1, gateway.Renewals);
    }

    [Fact]
    public async Task While_identity_is_away_a_session_goes_on_until_its_token_expires_and_recovers_by_itself()
    {
        await using var gateway = await OwnGateway.Start(app);
        using var browser = await Browser.SignedIn(app, gateway.Address);
        gateway.AnswerRenewal = () => throw new HttpRequestException("No connection.");

        gateway.Later(NearlyExpired);
        using var still = await browser.Call(Api);
        gateway.Later(Expired - NearlyExpired);
        using var away = await browser.Call(Api);
        using var page = await browser.Get("/");
        gateway.AnswerRenewal = null;
        using var back = await browser.Call(Api);

        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Equal("unavailable", await away.ProblemCode());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }
}
