using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Extensions;
using Portal.Contracts.Downloads.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols;

/// <summary>
/// Client of the Download service, which decides what files a license covers. While it is down, updates answer 503 and everything
/// else works.
/// </summary>
internal sealed class DownloadService(HttpClient http)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private sealed record ItemList<T>(IReadOnlyList<T> Items);

    /// <summary>Null: not a version.</summary>
    public Task<UpdateFound?> FindUpdate(
        Guid licenseId,
        string? version,
        ReleaseChannel? channel,
        string? platform,
        string? arch,
        CancellationToken cancellationToken
    )
    {
        var query = new QueryBuilder();
        foreach (
            var (name, value) in new[]
            {
                ("version", version),
                ("channel", channel?.ToString()),
                ("platform", platform),
                ("arch", arch),
            }
        )
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }
        return Send<UpdateFound>(
            HttpMethod.Get,
            $"/replication/licenses/{licenseId}/update{query}",
            HttpStatusCode.BadRequest,
            cancellationToken
        );
    }

    /// <summary>Null: no such file, or the license does not cover it.</summary>
    public Task<FileLink?> CreateLink(Guid licenseId, Guid artifactId, CancellationToken cancellationToken) =>
        Send<FileLink>(
            HttpMethod.Post,
            $"/replication/licenses/{licenseId}/artifacts/{artifactId}/links",
            HttpStatusCode.NotFound,
            cancellationToken
        );

    public async Task<IReadOnlyList<Downloadable>> Downloadables(Guid licenseId, CancellationToken cancellationToken) =>
        (
            await Send<ItemList<Downloadable>>(
                HttpMethod.Get,
                $"/replication/licenses/{licenseId}/downloadables",
                null,
                cancellationToken
            )
        )!.Items;

    /// <summary>Null: no such product, or the vendor does not publish it.</summary>
    public async Task<IReadOnlyList<ChangelogEntry>?> Changelog(
        Guid productId,
        bool preReleases,
        CancellationToken cancellationToken
    )
    {
        var path = $"/replication/products/{productId}/changelog{(preReleases ? "?preReleases=true" : "")}";
        return (
            await Send<ItemList<ChangelogEntry>>(HttpMethod.Get, path, HttpStatusCode.NotFound, cancellationToken)
        )?.Items;
    }

    /// <param name="nullStatus">The status that means null; any other failure throws.</param>
    private async Task<T?> Send<T>(
        HttpMethod method,
        string path,
        HttpStatusCode? nullStatus,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == nullStatus)
            return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken);
    }
}

internal static class DownloadServiceExtensions
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static void AddDownloadService(this WebApplicationBuilder builder) =>
        builder
            .Services.AddHttpClient<DownloadService>(client =>
                (client.BaseAddress, client.Timeout) = (new Uri("http://_management.download"), Timeout)
            )
            .AddHttpMessageHandler<ServiceToken>();
}
