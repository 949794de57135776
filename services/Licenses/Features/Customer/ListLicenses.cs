using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>My Licenses: searched, filtered, sorted, in pages.</summary>
internal static class ListLicenses
{
    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    /// <param name="Total">Rows on all pages.</param>
    /// <param name="Previous">Cursor of the page before, for <c>before</c>; null on the first one.</param>
    public sealed record Response(IReadOnlyList<LicenseRow> Items, string? Next, int Total, string? Previous);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses", Handle);

    private static async Task<Ok<Response>> Handle(
        [AsParameters] ListQuery query,
        Caller caller,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (now, size) = (clock.GetUtcNow(), query.Size ?? 25);
        var products = await db.ProductsOf(caller).ToDictionaryAsync(product => product.Id, cancellationToken);
        var found = query.Filter(db.Licenses.AsNoTracking().VisibleTo(caller), products.Values, now);
        var total = await found.CountAsync(cancellationToken);
        var page = new List<License>();
        foreach (var part in await db.Parts(found, query, products.Values, caller, now, cancellationToken))
        {
            page.AddRange(await part.Take(size + 1 - page.Count).ToListAsync(cancellationToken));
            if (page.Count > size)
                break;
        }
        var shown = Page.Of(page, size, query.Start is not null, query.Backward);
        return TypedResults.Ok(
            new Response(
                [.. shown.Rows.Select(license => LicenseRow.Of(license, products[license.ProductId], now))],
                shown.HasNext ? query.CursorAt(shown.Rows[^1], products.Values, now).ToString() : null,
                total,
                shown.HasPrevious && !query.ByUrgency ? query.CursorAt(shown.Rows[0]).ToString() : null
            )
        );
    }
}
