using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Extensions;
using Portal.Contracts.Downloads.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.Updates;

/// <summary>
/// Asks Download which files a license covers. It alone decides that, from its own copies; while it is away, updates are away
/// (503) and everything else goes on.
/// </summary>
internal sealed class DownloadService(HttpClient http)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private sealed record All<T>(IReadOnlyList<T> Items);

    /// <summary>Null: the version is none.</summary>
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
        return Ask<UpdateFound>(
            HttpMethod.Get,
            $"/replication/licenses/{licenseId}/update{query}",
            HttpStatusCode.BadRequest,
            cancellationToken
        );
    }

    /// <summary>Null: no such file, or the license does not cover it.</summary>
    public Task<FileLink?> CreateLink(Guid licenseId, Guid artifactId, CancellationToken cancellationToken) =>
        Ask<FileLink>(
            HttpMethod.Post,
            $"/replication/licenses/{licenseId}/artifacts/{artifactId}/links",
            HttpStatusCode.NotFound,
            cancellationToken
        );

    public async Task<IReadOnlyList<Downloadable>> Downloadables(Guid licenseId, CancellationToken cancellationToken) =>
        (
            await Ask<All<Downloadable>>(
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
            await Ask<All<ChangelogEntry>>(HttpMethod.Get, path, HttpStatusCode.NotFound, cancellationToken)
        )?.Items;
    }

    /// <param name="no">The status that means null; every other that is no success is a fault.</param>
    private async Task<T?> Ask<T>(
        HttpMethod method,
        string path,
        HttpStatusCode? no,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == no)
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
