using System.Globalization;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>A list of another service's facts, ordered by when they changed, of which this service keeps a copy.</summary>
internal abstract class Feed
{
    protected const int PageSize = 500;

    /// <summary>A change may be committed a little later than one with a later time: look back further than a request lasts.</summary>
    protected static readonly TimeSpan LookBack = TimeSpan.FromMinutes(5);

    public abstract Task CatchUp(
        HttpClient source,
        IServiceProvider services,
        DbContext db,
        CancellationToken cancellationToken
    );
}

/// <param name="name">Its address below <c>/replication</c>.</param>
/// <param name="keep">Replaces older versions of the facts and nothing else.</param>
internal sealed class Feed<T>(
    string name,
    Func<T, DateTimeOffset> changedAt,
    Func<IServiceProvider, IReadOnlyList<T>, CancellationToken, Task> keep
) : Feed
{
    private sealed record Page(IReadOnlyList<T> Items, Position? Next);

    private sealed record Position(DateTimeOffset Since, Guid After);

    public override async Task CatchUp(
        HttpClient source,
        IServiceProvider services,
        DbContext db,
        CancellationToken cancellationToken
    )
    {
        var readUntil = await FeedPosition.Read(db, name, cancellationToken);
        Position? from = new(readUntil is { } known ? known - LookBack : DateTimeOffset.UnixEpoch, Guid.Empty);
        while (from is not null)
        {
            var since = Uri.EscapeDataString(from.Since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            var address = new Uri(
                $"/replication/{name}?since={since}&after={from.After}&size={PageSize}",
                UriKind.Relative
            );
            var page = await source.GetFromJsonAsync<Page>(address, Wire.Options, cancellationToken)
                ?? throw new HttpRequestException("The feed answered with nothing.");
            if (page.Items.Count > 0)
            {
                await keep(services, page.Items, cancellationToken);
                await FeedPosition.Keep(db, name, page.Items.Max(changedAt), cancellationToken);
            }
            from = page.Next;
        }
    }
}
