using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Customer;

/// <summary>My Licenses: searched, filtered, sorted, in pages.</summary>
internal static class ListLicenses
{
    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    /// <param name="Total">Rows on all pages.</param>
    public sealed record Response(IReadOnlyList<LicenseRow> Items, string? Next, int Total);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses", Handle);

    private static async Task<Ok<Response>> Handle([AsParameters] ListQuery query, Caller caller, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
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
        var next = page.Count > size ? query.CursorAfter(page[size - 1], products.Values, now).ToString() : null;
        return TypedResults.Ok(new Response([.. page.Take(size).Select(license => LicenseRow.Of(license, products[license.ProductId], now))], next, total));
    }
}
