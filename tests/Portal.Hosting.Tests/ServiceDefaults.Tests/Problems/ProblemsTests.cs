using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.ServiceDefaults.Tests.Running;

namespace Portal.ServiceDefaults.Tests.Problems;

public sealed class ProblemsTests
{
    private const string Secret = "only for the log";

    private sealed record Body(int Number);

    [Theory]
    [InlineData("GET", "/nowhere", 404, "not-found")]
    [InlineData("GET", "/unknown-row", 404, "not-found")]
    [InlineData("DELETE", "/bug", 405, "method-not-allowed")]
    [InlineData("GET", "/bug", 500, "internal-error")]
    [InlineData("GET", "/conflict", 409, "conflict")]
    [InlineData("GET", "/outage", 503, "unavailable")]
    [InlineData("GET", "/rejection", 402, "thing.worn-out")]
    public async Task Every_refusal_has_a_code_a_sentence_and_a_trace(
        string method,
        string path,
        int status,
        string code
    )
    {
        await using var site = await Site.Started(Map);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        await Shows(await site.Ordinary.SendAsync(request, TestContext.Current.CancellationToken), status, code);
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_a_bad_request()
    {
        await using var site = await Site.Started(Map);
        await Shows(
            await site.Ordinary.PostAsync("/number", new StringContent("seven"), TestContext.Current.CancellationToken),
            415,
            "unsupported-media-type"
        );
        await Shows(
            await site.Ordinary.PostAsync(
                "/number",
                JsonContent.Create(new { number = "many" }),
                TestContext.Current.CancellationToken
            ),
            400,
            "bad-request"
        );
    }

    [Fact]
    public async Task Without_a_token_it_is_401_and_with_the_wrong_one_403()
    {
        await using var site = await Site.Started(
            app => app.MapManagementApi().MapGet("/things", () => "things"),
            authenticates: true
        );
        await Shows(
            await site.Management.GetAsync("/management/things", TestContext.Current.CancellationToken),
            401,
            "unauthorized"
        );
        site.Management.DefaultRequestHeaders.Authorization = new("Bearer", Tokens.Customer());
        await Shows(
            await site.Management.GetAsync("/management/things", TestContext.Current.CancellationToken),
            403,
            "forbidden"
        );
    }

    [Fact]
    public async Task An_outage_says_when_to_come_back()
    {
        await using var site = await Site.Started(Map);
        using var answer = await site.Ordinary.GetAsync("/outage", TestContext.Current.CancellationToken);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_rejection_carries_its_sentence_and_its_facts()
    {
        await using var site = await Site.Started(Map);
        using var answer = await site.Ordinary.GetAsync("/rejection", TestContext.Current.CancellationToken);
        var problem = await Read(answer);
        Assert.Equal("Worn out", problem["title"]!.GetValue<string>());
        Assert.Equal("The thing is worn out. Buy another.", problem["detail"]!.GetValue<string>());
        Assert.Equal(3, problem["used"]!.GetValue<int>());
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/bug", string () => throw new InvalidOperationException(Secret));
        app.MapGet("/conflict", string () => throw new DbUpdateConcurrencyException(Secret));
        app.MapGet("/outage", string () => throw new NpgsqlException(Secret, new SocketException()));
        app.MapGet("/unknown-row", ServiceDefaults.Problems.NotFound);
        app.MapGet("/rejection", () =>
            new Rejection("thing.worn-out", "The thing is worn out. Buy another.", 402).With("used", 3).ToProblem()
        );
        app.MapPost("/number", (Body body) => body.Number);
    }

    private static async Task Shows(HttpResponseMessage answer, int status, string code)
    {
        using (answer)
        {
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var problem = await Read(answer);
            Assert.Equal(code, problem["code"]!.GetValue<string>());
            Assert.Equal($"urn:portal:problem:{code}", problem["type"]!.GetValue<string>());
            Assert.Equal(status, problem["status"]!.GetValue<int>());
            Assert.EndsWith(".", problem["detail"]!.GetValue<string>());
            Assert.Matches("^[0-9a-f]{32}$", problem["traceId"]!.GetValue<string>());
            Assert.DoesNotContain(Secret, problem.ToJsonString());
            Assert.DoesNotContain("Exception", problem.ToJsonString());
        }
    }

    private static async Task<JsonObject> Read(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
}
