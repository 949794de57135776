using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Slots;
using Portal.Contracts.Activations.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Devices and domains over all licenses of the caller, searched, filtered, sorted, in pages.</summary>
internal static class ListActivations
{
    private static readonly TimeSpan LongUnseen = TimeSpan.FromDays(30);

    /// <param name="Search">Part of the name, the identifier, the host in either script, or the product's name; the end of a key, or all of it.</param>
    /// <param name="Stale">True: only what is active and missed, or was not seen for thirty days. False: only the others.</param>
    /// <param name="Cursor">The <c>next</c> of the page before.</param>
    /// <param name="Size">Rows a page, default 25.</param>
    /// <param name="Sort">Default: by when they were activated.</param>
    /// <param name="Order">Default: newest first, and otherwise ascending.</param>
    /// <param name="Before">The <c>previous</c> of the page after; instead of a cursor.</param>
    /// <param name="SearchLicenseIds">Licenses whose key matches the search as well: their devices are found too.</param>
    public sealed record Query(
        [property: MaxLength(255)] string? Search,
        AnyCase<ActivationStatus>? Status,
        AnyCase<ActivationKind>? Kind,
        Guid? LicenseId,
        Guid? ProductId,
        bool? Stale,
        Cursor? Cursor,
        [property: Range(1, 100)] int? Size,
        AnyCase<ActivationSort>? Sort,
        AnyCase<SortOrder>? Order,
        Cursor? Before,
        [property: MaxLength(100)] Guid[]? SearchLicenseIds
    );

    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    /// <param name="Total">Rows on all pages.</param>
    /// <param name="Previous">Cursor of the page before, for <c>before</c>; null on the first one.</param>
    public sealed record Response(IReadOnlyList<ActivationRow> Items, string? Next, int Total, string? Previous);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/activations", Handle);

    private static async Task<Ok<Response>> Handle(
        [AsParameters] Query query,
        Caller caller,
        ActivationDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (now, size) = (clock.GetUtcNow(), query.Size ?? 25);
        var (start, backward) = (query.Before ?? query.Cursor, query.Before is not null);
        var (mine, order) = (
            db.ActivationsVisibleTo(caller),
            ActivationOrder.Of(query.Sort?.Value, query.Order?.Value, backward)
        );
        var found = Filter(mine, query, db, now);
        if (query.Search?.Trim() is { Length: > 0 } search)
            found = await found.Matching(search, query.SearchLicenseIds ?? [], cancellationToken);
        var total = await found.CountAsync(cancellationToken);
        if (start is { } cursor)
            found = await order.After(cursor, found, mine, cancellationToken);
        var page = Page.Of(
            await order.Sort(found).Take(size + 1).ToListAsync(cancellationToken),
            size,
            start is not null,
            backward
        );
        var quotas = await db.QuotasOf(
            [.. page.Rows.Select(row => row.License).DistinctBy(license => license.Id)],
            now,
            cancellationToken
        );
        return TypedResults.Ok(
            new Response(
                [
                    .. page.Rows.Select(row =>
                        ActivationRow.Of(row, now) with
                        {
                            Quota = quotas.GetValueOrDefault(row.License.Id),
                        }
                    ),
                ],
                page.HasNext ? order.CursorAt(page.Rows[^1]).ToString() : null,
                total,
                page.HasPrevious ? order.CursorAt(page.Rows[0]).ToString() : null
            )
        );
    }

    private static IQueryable<ActivationWithLicense> Filter(
        IQueryable<ActivationWithLicense> rows,
        Query query,
        ActivationDb db,
        DateTimeOffset now
    )
    {
        if (query.LicenseId is { } licenseId)
            rows = rows.Where(row => row.License.Id == licenseId);
        if (query.ProductId is { } productId)
            rows = rows.Where(row => row.Product.Id == productId);
        if (query.Kind is { Value: var kind })
            rows = rows.Where(row => row.Activation.Kind == kind);
        if (query.Status is { Value: var status })
            rows = rows.InStatus(status, db, now);
        var since = now - LongUnseen;
        if (query.Stale is { } stale)
            rows = rows.Where(row =>
                (
                    row.Activation.DeactivatedAt == null
                    && (
                        row.Activation.LostAt != null
                        || (row.Activation.LastSeenAt ?? row.Activation.FirstSeenAt) < since
                    )
                ) == stale
            );
        return rows;
    }
}
