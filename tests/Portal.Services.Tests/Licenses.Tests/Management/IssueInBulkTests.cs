using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

/// <summary>Many licenses in one request, batch by batch.</summary>
public sealed class IssueInBulkTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task Work_that_was_cut_off_in_the_middle_is_finished_by_asking_again_and_none_is_issued_twice()
    {
        var (account, key) = (await _catalogue.NewAccount(), Guid.NewGuid().ToString());
        var request = new
        {
            policyId = await _catalogue.NewPolicy(),
            accountId = account.Id,
            count = 6_500,
            each = new { activationLimit = 3 },
        };
        var first = (await Lines(request, key, stopAfter: 1)).Single();
        Assert.Equal((2_000, 6_500), (Number(first, "done"), Number(first, "of")));

        var lines = await Lines(request, key);
        Assert.Equal([2_000, 4_000, 6_000, 6_500], lines.Select(line => Number(line, "done")));
        var issued = lines.SelectMany(line => line.Items()).ToList();
        Assert.Equal(first.Items().Select(Key), issued.Take(2_000).Select(Key));
        Assert.Equal(6_500, issued.Select(Key).Distinct().Count());
        Assert.All(issued, license =>
            Assert.Equal((3, account.Id), (Number(license, "activationLimit"), license["accountId"]!.GetValue<Guid>()))
        );
        var owner = await _catalogue.SignIn(await _catalogue.NewMember(account));
        Assert.Equal(6_500, (await owner.Get("/api/license/summary"))["total"]!.GetValue<int>());
        Assert.Equal(
            lines.Select(line => line.ToJsonString()),
            (await Lines(request, key)).Select(line => line.ToJsonString())
        );
    }

    [Fact]
    public async Task A_refusal_is_the_answer_and_one_in_the_middle_is_its_last_line()
    {
        var (policy, key) = (await _catalogue.NewPolicy(), Guid.NewGuid().ToString());
        Assert.Equal((422, "policy.unknown"), await Refusal(new { policyId = Guid.NewGuid(), count = 1 }, key));
        Assert.Equal(
            (422, "batch.key-twice"),
            await Refusal(
                new
                {
                    policyId = policy,
                    count = 2,
                    each = new { key = "the-same-for-all" },
                },
                key
            )
        );
        Assert.Equal((400, "bad-request"), await Refusal(new { policyId = policy, count = 0 }, key));
        Assert.Equal((400, "bad-request"), await Refusal(new { policyId = policy, count = 1_000_001 }, key));
        Assert.Equal(
            (400, "bad-request"),
            await Refusal(
                new
                {
                    policyId = policy,
                    count = 1,
                    each = new { activationLimit = 0 },
                },
                key
            )
        );
        Assert.Equal((400, "bad-request"), await Refusal(new { policyId = policy, count = 1 }, key: null));

        await Lines(new { policyId = policy, count = 2_001 }, key);
        var lines = await Lines(new { policyId = policy, count = 2_002 }, key);
        Assert.Equal(
            (2_000, "batch.other-content", 409),
            (
                Number(lines[^1], "done"),
                lines[^1]["problem"]!["code"]!.GetValue<string>(),
                Number(lines[^1]["problem"]!.AsObject(), "status")
            )
        );
    }

    private async Task<(int Status, string? Code)> Refusal(object request, string? key)
    {
        using var response = await Send(request, key);
        return (
            (int)response.StatusCode,
            (await response.Content.ReadFromJsonAsync<JsonObject>())?["code"]?.GetValue<string>()
        );
    }

    /// <param name="stopAfter">So many lines are read, then the connection is dropped.</param>
    private async Task<List<JsonObject>> Lines(object request, string key, int stopAfter = int.MaxValue)
    {
        using var response = await Send(request, key);
        Assert.Equal(
            (200, "application/x-ndjson"),
            ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType)
        );
        using var text = new StreamReader(await response.Content.ReadAsStreamAsync());
        var lines = new List<JsonObject>();
        while (lines.Count < stopAfter && await text.ReadLineAsync() is { } line)
            lines.Add(JsonNode.Parse(line)!.AsObject());
        return lines;
    }

    private async Task<HttpResponseMessage> Send(object body, string? key)
    {
        var client = await _catalogue.Operator.Client("license");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/management/licenses/bulk")
        {
            Content = JsonContent.Create(body, options: JsonSerializerOptions.Web),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static int Number(JsonObject of, string name) => of[name]!.GetValue<int>();

    private static string Key(JsonObject license) => license["key"]!.GetValue<string>();
}
