using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Downloads.Tests;

/// <summary>A signed-in customer, who downloads.</summary>
internal sealed class CustomerApi(SignedIn session) : IDisposable
{
    /// <summary>The versions that are listed, in their order.</summary>
    public async Task<string[]> Versions(Guid productId)
    {
        var answer = await session.Get("/api/download/products");
        var product = answer["products"]!.AsArray().SingleOrDefault(item => item!["id"]!.GetValue<Guid>() == productId);
        return product is null
            ? []
            : [.. product["releases"]!.AsArray().Select(release => release!["version"]!.GetValue<string>())];
    }

    public Task Sees(Guid productId, params string[] versions) =>
        Eventually.Is(
            async () => (await Versions(productId)).SequenceEqual(versions),
            $"the list is [{string.Join(", ", versions)}]"
        );

    /// <summary>What one license offers, once Download knows it.</summary>
    public Task<JsonObject> OfferOf(Catalogue.License license) =>
        Eventually.Get(
            async () =>
            {
                using var answer = await session.Api(HttpMethod.Get, $"/api/download/licenses/{license.Id}/releases");
                return answer.StatusCode == System.Net.HttpStatusCode.NotFound ? null : await answer.Body();
            },
            "Download knows the license"
        );

    /// <summary>What diagnostics say of the rule about versions, once Activation knows license and release.</summary>
    public async Task<bool> IsCovered(Catalogue.License license, string version)
    {
        var diagnosis = await Eventually.Get(
            async () =>
            {
                using var answer = await session.Api(
                    HttpMethod.Post,
                    "/api/activation/diagnostics",
                    new
                    {
                        licenseId = license.Id,
                        identifier = "any",
                        version,
                    }
                );
                return answer.StatusCode == System.Net.HttpStatusCode.NotFound ? null : await answer.Body();
            },
            "Activation knows the license"
        );
        var rule = diagnosis["rules"]!
            .AsArray()
            .Single(rule => rule!["code"]!.GetValue<string>() == "VERSION_NOT_COVERED");
        return rule!["outcome"]!.GetValue<string>() != "failed";
    }

    public Task<HttpResponseMessage> Changelog(string slug) =>
        session.Api(HttpMethod.Get, $"/api/download/changelogs/{slug}");

    public Task<HttpResponseMessage> AskForLink(Guid artifactId, Guid? licenseId = null) =>
        session.Api(
            HttpMethod.Post,
            $"/api/download/artifacts/{artifactId}/links" + (licenseId is { } id ? $"?licenseId={id}" : "")
        );

    public Task<HttpResponseMessage> Follow(string token) =>
        session.Api(HttpMethod.Get, $"/api/download/links/{token}");

    /// <summary>The token of a new link.</summary>
    public async Task<string> NewLink(Guid artifactId)
    {
        using var answer = await AskForLink(artifactId);
        return (await answer.Body())["url"]!.GetValue<string>().Split('/')[^1];
    }

    /// <summary>Where the bytes are.</summary>
    public async Task<Uri> NewAddress(Guid artifactId)
    {
        using var answer = await Follow(await NewLink(artifactId));
        return new Uri((await answer.Body())["url"]!.GetValue<string>());
    }

    public void Dispose() => session.Dispose();
}

internal static class Answers
{
    public static async Task<JsonObject> Body(this HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>The code of a refusal.</summary>
    public static async Task<string?> Code(this HttpResponseMessage answer) =>
        (await answer.Problem())["code"]?.GetValue<string>();

    /// <summary>A refusal without what differs between any two answers.</summary>
    public static async Task<JsonObject> Problem(this HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.True(problem.Remove("traceId"));
        return problem;
    }
}
