using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Contracts.Activations.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Devices and domains over all licenses of the caller, newest first.</summary>
internal static class ListActivations
{
    private static readonly TimeSpan LongUnseen = TimeSpan.FromDays(30);

    /// <param name="Search">Part of the name, the identifier or the product's name, or the end of a key.</param>
    /// <param name="Stale">True: only what is active and missed, or was not seen for thirty days. False: only the others.</param>
    /// <param name="Cursor">The <c>next</c> of the page before.</param>
    /// <param name="Size">Rows a page, 25 unless told.</param>
    public sealed record Query(
        [property: MaxLength(255)] string? Search, AnyCase<ActivationStatus>? Status, AnyCase<ActivationKind>? Kind, Guid? LicenseId, Guid? ProductId,
        bool? Stale, Cursor? Cursor, [property: Range(1, 100)] int? Size);

    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    /// <param name="Total">Rows on all pages.</param>
    public sealed record Response(IReadOnlyList<ActivationRow> Items, string? Next, int Total);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/activations", Handle);

    private static async Task<Ok<Response>> Handle([AsParameters] Query query, Caller caller, ActivationDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = Filter(db.BoundFor(caller), query, db, now);
        var total = await found.CountAsync(cancellationToken);
        var size = query.Size ?? 25;
        if (query.Cursor is { } cursor)
            found = found.Where(row => row.Activation.FirstSeenAt < cursor.At || (row.Activation.FirstSeenAt == cursor.At && row.Activation.Id < cursor.Id));
        var page = await found.OrderByDescending(row => row.Activation.FirstSeenAt).ThenByDescending(row => row.Activation.Id).Take(size + 1).ToListAsync(cancellationToken);
        var next = page.Count > size ? new Cursor(page[size - 1].Activation.FirstSeenAt, page[size - 1].Activation.Id).ToString() : null;
        var quotas = await db.QuotasOf([.. page.Select(row => row.License).DistinctBy(license => license.Id)], now, cancellationToken);
        return TypedResults.Ok(new Response([.. page.Take(size).Select(row => ActivationRow.Of(row, now) with { Quota = quotas.GetValueOrDefault(row.License.Id) })], next, total));
    }

    private static IQueryable<Bound> Filter(IQueryable<Bound> rows, Query query, ActivationDb db, DateTimeOffset now)
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
            rows = rows.Where(row => (row.Activation.DeactivatedAt == null && (row.Activation.LostAt != null || (row.Activation.LastSeenAt ?? row.Activation.FirstSeenAt) < since)) == stale);
        if (query.Search?.Trim() is { Length: > 0 } search)
        {
            var (pattern, hint) = (SearchPattern.Containing(search), SearchPattern.Containing(search.TrimStart('*', '-')));
            rows = rows.Where(row => EF.Functions.ILike(row.Activation.Identifier, pattern, @"\") || EF.Functions.ILike(row.Activation.Name!, pattern, @"\")
                || EF.Functions.ILike(row.Product.Name, pattern, @"\") || EF.Functions.ILike(row.License.KeyHint, hint, @"\"));
        }
        return rows;
    }
}
