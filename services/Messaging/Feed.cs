using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Portal.Messaging;

/// <summary>A list of another service's facts, of which this service keeps a copy.</summary>
internal interface IFeed
{
    Task CatchUp(HttpClient source, IServiceProvider services, DbContext db, CancellationToken cancellationToken);
}

/// <summary>
/// Reads everything at the start and once a day, and in between what changed. The owner is right: copies that claim to be newer than their source, or that it
/// does not know, are asked for once more by id, since an event may have come meanwhile, and then corrected.
/// </summary>
/// <param name="name">Its address below <c>/replication</c>.</param>
/// <param name="everythingAfter">When everything is read first, counted from the start.</param>
internal sealed class Feed<T>(string name, Copies<T> copies, TimeSpan everythingAfter, TimeProvider clock) : IFeed
{
    private const int PageSize = 500,
        MaxRounds = 3;

    /// <summary>A change may be committed a little later than one with a later time: look back further than a request lasts.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan WholeEvery = TimeSpan.FromDays(1);

    private DateTimeOffset _readWholeAt = clock.GetUtcNow() + everythingAfter;

    public async Task CatchUp(
        HttpClient source,
        IServiceProvider services,
        DbContext db,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (copies.ChangedAt is null || now >= _readWholeAt)
        {
            // What was corrected may have changed at that moment, and its event was taken for an old one: once more.
            for (var round = 0; round < MaxRounds; round++)
            {
                if (!await ReadWhole(source, services, db, now, cancellationToken))
                    break;
            }
            _readWholeAt = now + WholeEvery;
            return;
        }
        await ReadChanges(copies.ChangedAt, source, services, db, now, cancellationToken);
    }

    private async Task ReadChanges(
        Func<T, DateTimeOffset> changedAt,
        HttpClient source,
        IServiceProvider services,
        DbContext db,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var readUntil = await FeedPosition.Read(db, name, cancellationToken) ?? DateTimeOffset.UnixEpoch;
        FeedCursor? from = new(Earlier(readUntil, now) - LookBack, Guid.Empty);
        while (from is not null)
        {
            var since = Uri.EscapeDataString(from.Since!.Value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            var page = await Read(source, $"since={since}&after={from.After}&size={PageSize}", cancellationToken);
            if (page.Items.Count > 0)
            {
                await copies.Keep(services, page.Items, Source.Owner, cancellationToken);
                // A fact from the future must not hide what changes until then.
                await FeedPosition.Keep(db, name, Earlier(page.Items.Max(changedAt), now), cancellationToken);
            }
            from = page.Next;
        }
    }

    /// <returns>True if something was corrected.</returns>
    private async Task<bool> ReadWhole(
        HttpClient source,
        IServiceProvider services,
        DbContext db,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var corrected = false;
        var readUntil = DateTimeOffset.UnixEpoch;
        FeedCursor? from = new(null, Guid.Empty);
        while (from is not null)
        {
            var page = await Read(source, $"after={from.After}&size={PageSize}", cancellationToken);
            await copies.Keep(services, page.Items, Source.Owner, cancellationToken);
            var doubtful = await copies.Doubtful(db, page.Items, from.After, page.Next?.After, cancellationToken);
            foreach (var ids in doubtful.Chunk(50))
                corrected |= await Correct(ids, source, services, db, cancellationToken);
            if (copies.ChangedAt is { } changedAt && page.Items.Count > 0)
                readUntil = Later(readUntil, Earlier(page.Items.Max(changedAt), now));
            from = page.Next;
        }
        if (copies.ChangedAt is not null)
            await FeedPosition.Keep(db, name, readUntil, cancellationToken);
        return corrected;
    }

    /// <summary>Asks the owner after the copies were seen: whatever it does not say now, it never said.</summary>
    private async Task<bool> Correct(
        Guid[] ids,
        HttpClient source,
        IServiceProvider services,
        DbContext db,
        CancellationToken cancellationToken
    )
    {
        var known = (await Read(source, FeedPage<T>.Ids(ids), cancellationToken)).Items;
        var wrong = await copies.Doubtful(db, known, ids, cancellationToken);
        if (wrong.Length == 0)
            return false;
        await copies.Keep(
            services,
            [.. known.Where(fact => wrong.Contains(copies.Of(fact).Id))],
            Source.Correction,
            cancellationToken
        );
        var unknown = wrong.Except(known.Select(fact => copies.Of(fact).Id)).ToArray();
        if (unknown.Length > 0)
            await copies.Forget(services, unknown, cancellationToken);
        return true;
    }

    private Task<FeedPage<T>> Read(HttpClient source, string query, CancellationToken cancellationToken) =>
        FeedPage<T>.Read(source, name, query, cancellationToken);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
