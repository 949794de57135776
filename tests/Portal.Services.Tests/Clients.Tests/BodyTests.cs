using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Clients.Tests;

/// <summary>Every body that every service takes, as its OpenAPI document describes it, and wrong in one place at a time.</summary>
public sealed class BodyTests(PortalApp app)
{
    [Theory]
    [InlineData("license"), InlineData("activation"), InlineData("download"), InlineData("identity")]
    public async Task A_member_that_is_missing_null_of_another_type_or_no_text_is_400(string service)
    {
        var document = await OpenApiDocument.Of(app, service);
        var bearers = await Bearers();
        using var http = new HttpClient();
        var samples = new BodySamples(document);
        var (bodies, wrong) = (0, new List<string>());
        foreach (var (method, path, schema) in document.Bodies())
        {
            var good = samples.Good(schema);
            var first = await Status(good);
            if (first == 400)
                wrong.Add($"{method} {path} refuses {good.ToJsonString()}, which its description allows");
            foreach (var (what, bad) in samples.Wrong(schema))
            {
                bodies++;
                var status = await Status(bad);
                if (status != 400)
                    wrong.Add($"{method} {path} answers {status} to {what}: {bad.ToJsonString()}");
            }

            async Task<int> Status(JsonNode body)
            {
                var isInside =
                    path.StartsWith("/management", StringComparison.Ordinal)
                    || path.StartsWith("/replication", StringComparison.Ordinal);
                using var request = new HttpRequestMessage(
                    HttpMethod.Parse(method),
                    new Uri(app.Address(service, isInside ? "management" : "http"), WithIds(path))
                )
                {
                    Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
                };
                request.Headers.Authorization = AuthenticationHeaderValue.Parse(bearers[path.Split('/')[1]]);
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                using var answer = await http.SendAsync(request);
                return (int)answer.StatusCode;
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(bodies > 0);
    }

    private async Task<Dictionary<string, string>> Bearers()
    {
        var catalogue = new Catalogue(app);
        var owner = await catalogue.NewMember(await catalogue.NewAccount());
        return new()
        {
            ["api"] = $"Bearer {await AccessToken.Of(app, owner)}",
            ["management"] = $"Bearer {await catalogue.Operator.Token()}",
            ["replication"] =
                $"Bearer {await catalogue.Operator.RequestToken("portal-service", "service-secret", "portal.replicate")}",
            ["licensing"] = "License NO-SUCH-KEY-AT-ALL",
        };
    }

    private static string WithIds(string path) =>
        string.Join(
            '/',
            path.Split('/').Select(segment => segment.StartsWith('{') ? Guid.CreateVersion7().ToString() : segment)
        );
}
