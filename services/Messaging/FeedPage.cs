using System.Net.Http.Json;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>Where the next page starts: behind this change, or, when everything is read, behind this id.</summary>
/// <param name="Since">Null: everything is read, by id.</param>
public sealed record FeedCursor(DateTimeOffset? Since, Guid After);

/// <summary>A page of an owner's facts: those with the ids that were asked for, those changed since, or all by id.</summary>
/// <param name="Next">Null: that was the last page.</param>
public sealed record FeedPage<T>(IReadOnlyList<T> Items, FeedCursor? Next)
{
    internal static string Ids(IEnumerable<Guid> ids) => string.Join('&', ids.Select(id => $"id={id}"));

    internal static async Task<FeedPage<T>> Read(
        HttpClient owner,
        string name,
        string query,
        CancellationToken cancellationToken
    ) =>
        await owner.GetFromJsonAsync<FeedPage<T>>(
            new Uri($"/replication/{name}?{query}", UriKind.Relative),
            Wire.Options,
            cancellationToken
        ) ?? throw new HttpRequestException("The feed answered with nothing.");
}

/// <summary>Asks the owner of facts for some of them by id.</summary>
public sealed class FactOwner(IHttpClientFactory http)
{
    /// <param name="source">As in <see cref="Reconciliation.AddReconciliation"/>.</param>
    /// <param name="name">Of the feed.</param>
    public Task<FeedPage<T>> Ask<T>(
        string source,
        string name,
        IEnumerable<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var client = http.CreateClient(source);
        return FeedPage<T>.Read(client, name, FeedPage<T>.Ids(ids), cancellationToken);
    }
}
