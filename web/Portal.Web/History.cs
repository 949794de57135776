using Portal.Web.Clients;

namespace Portal.Web;

/// <summary>What happened to a license or a device, over all services, newest first.</summary>
public sealed class History(
    LicenseClient licenses,
    ActivationClient activations,
    DownloadClient downloads,
    IdentityClient identity
)
{
    /// <summary>Entries on a page that is about something else, and on one that is about the history.</summary>
    public const int Glance = 10,
        PageSize = 25;

    public async Task<HistoryView> OfLicense(
        Guid licenseId,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    )
    {
        var ofLicense = licenses.Timeline(licenseId, cursor, size, cancellationToken);
        var ofDevices = activations.LicenseHistory(licenseId, cursor, size, cancellationToken);
        var ofFiles = downloads.History(licenseId, cursor, size, cancellationToken);
        return await View([await ofLicense, await ofDevices, await ofFiles], size, cancellationToken);
    }

    public async Task<HistoryView> OfActivation(
        Guid activationId,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        await View(
            [await activations.History(activationId, cursor, PageSize, cancellationToken)],
            PageSize,
            cancellationToken
        );

    /// <summary>
    /// All services take one cursor and sort alike, so the first entries of all parts together are a page, and the last of them is
    /// where the next page begins.
    /// </summary>
    public static (IReadOnlyList<HistoryEntry> Items, string? Next) Merge(IEnumerable<HistoryPart> parts, int size)
    {
        var known = parts.ToList();
        var all = known
            .SelectMany(part => part.Items)
            .OrderByDescending(entry => entry.At)
            .ThenByDescending(entry => entry.Id)
            .ToList();
        var count = Math.Min(size, all.Count);
        // No cursor stands between two entries of one row at one instant.
        while (
            count > 0 && count < all.Count && (all[count].At, all[count].Id) == (all[count - 1].At, all[count - 1].Id)
        )
            count++;
        var isMore = count < all.Count || known.Exists(part => part.Next is not null);
        return (all[..count], isMore && count > 0 ? all[count - 1].Cursor : null);
    }

    private async Task<HistoryView> View(
        IReadOnlyList<Answer<HistoryPart>> parts,
        int size,
        CancellationToken cancellationToken
    )
    {
        var (items, next) = Merge(parts.Select(part => part.Value).OfType<HistoryPart>(), size);
        var people = items.SelectMany(entry =>
            (entry.AssigneeIds ?? []).Concat(entry.UserId is { } user ? [user] : [])
        );
        return new(
            items,
            next,
            await identity.Names(people, cancellationToken),
            parts.Select(part => part.Problem).FirstOrDefault(problem => problem is not null)
        );
    }
}

/// <param name="Next">Cursor of the next page; null on the last one.</param>
/// <param name="Names">Of the people in it.</param>
/// <param name="Problem">Why a part of it is missing; null if it is whole.</param>
public sealed record HistoryView(
    IReadOnlyList<HistoryEntry> Items,
    string? Next,
    IReadOnlyDictionary<Guid, string> Names,
    Problem? Problem
);
