using System.Net;
using Portal.Testing;

namespace Portal.Gateway.Tests.Services;

public sealed class OutageTests(PortalApp app)
{
    private const string Api = "/api/license/licenses",
        Nowhere = "http://127.0.0.1:9";

    [Fact]
    public async Task A_service_that_is_away_is_a_problem_for_programs_and_a_page_for_people()
    {
        await using var gateway = await OwnGateway.Start(
            app,
            ("services:activation:http:0", Nowhere),
            ("services:identity:http:0", Nowhere)
        );
        using var browser = new Browser(app, gateway.Address);

        using var program = await browser.Send(
            HttpMethod.Post,
            "/licensing/v1/validations",
            null,
            ("Accept", "application/json")
        );
        using var person = await browser.Get("/identity/sign-in");

        Assert.Equal(HttpStatusCode.BadGateway, program.StatusCode);
        Assert.Equal("unavailable", await program.ProblemCode());
        Assert.NotNull(program.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.BadGateway, person.StatusCode);
        Assert.Equal("text/html", person.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_replica_that_is_gone_is_not_noticed()
    {
        await using var echo = await Echo.Start();
        await using var gateway = await OwnGateway.Start(
            app,
            ("services:activation:http:0", Nowhere),
            ("services:activation:http:1", echo.Address)
        );
        using var http = new HttpClient { BaseAddress = gateway.Address };

        for (var i = 0; i < 10; i++)
        {
            using var read = await http.GetAsync("/licensing/v1/keys", TestContext.Current.CancellationToken);
            using var write = await http.PostAsync(
                "/licensing/v1/activations",
                new StringContent("{}"),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
            Assert.Equal(HttpStatusCode.OK, write.StatusCode);
        }
        Assert.Equal(20, echo.Requests.Count);
        Assert.Equal(10, echo.Requests.Count(request => request.Body == "{}"));
    }

    [Fact]
    public async Task Without_redis_pages_and_apis_say_so_the_rest_works_and_the_session_is_there_again_afterwards()
    {
        var redis = await app.ConnectionString("redis");
        using var cable = new Cable(redis.Split(',')[0]);
        await using var gateway = await OwnGateway.Start(
            app,
            ("ConnectionStrings:redis", $"{cable.Address},{redis[(redis.IndexOf(',') + 1)..]}")
        );
        using var browser = await Browser.SignedIn(app, gateway.Address);

        cable.Pull();
        using var page = await browser.Get("/");
        using var api = await browser.Call(Api);
        using var licensing = await browser.Send(HttpMethod.Post, "/licensing/v1/no-such-thing", null);
        using var style = await browser.Get("/_content/Portal.Web.Design/portal.css");
        cable.PutIn();
        await IsBack(browser);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, api.StatusCode);
        Assert.Equal("unavailable", await api.ProblemCode());
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, licensing.StatusCode);
        Assert.Equal(HttpStatusCode.OK, style.StatusCode);
    }

    private static Task IsBack(Browser browser) =>
        Eventually.Is(
            async () =>
            {
                using var answer = await browser.Call(Api);
                return answer.StatusCode == HttpStatusCode.OK;
            },
            "the session is there again"
        );
}
