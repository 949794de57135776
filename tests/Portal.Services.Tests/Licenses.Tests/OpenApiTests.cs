using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests;

/// <summary>The management API as its document describes it.</summary>
public sealed class OpenApiTests(PortalApp app)
{
    [Fact]
    public async Task Every_endpoint_of_management_says_what_it_does_and_how_it_refuses()
    {
        var operations = Operations(await Document())
            .Where(operation => operation.Path.StartsWith("/management/", StringComparison.Ordinal))
            .ToList();
        Assert.True(operations.Count > 20);
        Assert.All(operations, operation =>
            Assert.True(operation.Body["summary"]?.GetValue<string>() is { Length: > 5 }, operation.Path)
        );
        Assert.All(operations, operation => Assert.NotNull(operation.Body["operationId"]));
        Assert.Equal(
            operations.Count,
            operations.DistinctBy(operation => operation.Body["operationId"]!.GetValue<string>()).Count()
        );
        Assert.All(operations, operation =>
            Assert.All(["401", "403"], status => Assert.NotNull(operation.Body["responses"]![status]))
        );
        Assert.All(operations.Where(operation => operation.Body["requestBody"] is not null), operation =>
            Assert.All(["400", "4XX"], status =>
                Assert.NotNull(operation.Body["responses"]![status]!["content"]!["application/problem+json"])
            )
        );
        Assert.Contains(operations, operation =>
            operation is { Path: "/management/licenses/{licenseId}/suspend" }
            && operation.Body["summary"]!.GetValue<string>()
                == "Stops a license until it is reinstated. Its activations are invalid at once."
        );
    }

    [Fact]
    public async Task Schemas_are_named_after_what_they_are_for()
    {
        var document = await Document();
        var schemas = document["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ToList();
        Assert.Contains("SuspendLicenseRequest", schemas);
        Assert.Contains("LicenseInput", schemas);
        Assert.DoesNotContain(schemas, name => name is "Request" or "Response" || char.IsAsciiDigit(name[^1]));
        Assert.All(Operations(document).Select(operation => operation.Body["requestBody"]).OfType<JsonNode>(), body =>
            Assert.NotNull(body["content"]!["application/json"]!["schema"]!["$ref"])
        );
    }

    private async Task<JsonObject> Document()
    {
        using var http = new HttpClient { BaseAddress = app.Address("license") };
        return (await http.GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!;
    }

    private static IEnumerable<(string Path, JsonNode Body)> Operations(JsonObject document) =>
        document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Value!)));
}
