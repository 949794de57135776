using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Customer;

/// <summary>My Licenses: newest first, searched, filtered, in pages.</summary>
internal static class ListLicenses
{
    /// <param name="Search">Part of the key or of the product's name.</param>
    /// <param name="ExpiringDays">Only licenses that expire within so many days and still work.</param>
    /// <param name="Cursor">The <c>next</c> of the page before.</param>
    /// <param name="Size">Rows a page, 25 unless told.</param>
    public sealed record Query(
        [property: MaxLength(128)] string? Search, AnyCase<LicenseState>? State, Guid? ProductId, [property: Range(1, 3650)] int? ExpiringDays,
        Cursor? Cursor, [property: Range(1, 100)] int? Size);

    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    /// <param name="Total">Rows on all pages.</param>
    public sealed record Response(IReadOnlyList<LicenseRow> Items, string? Next, int Total);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses", Handle);

    private static async Task<Ok<Response>> Handle([AsParameters] Query query, Caller caller, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = Filter(db.Licenses.AsNoTracking().VisibleTo(caller), db, query, now);
        var total = await found.CountAsync(cancellationToken);
        var size = query.Size ?? 25;
        if (query.Cursor is { } cursor)
            found = found.Where(license => license.IssuedAt < cursor.At || (license.IssuedAt == cursor.At && license.Id < cursor.Id));
        var page = await found.OrderByDescending(license => license.IssuedAt).ThenByDescending(license => license.Id).Take(size + 1)
            .Join(db.Products, license => license.ProductId, product => product.Id, Owned.Pair)
            .ToListAsync(cancellationToken);
        var rows = page.OrderByDescending(owned => owned.License.IssuedAt).ThenByDescending(owned => owned.License.Id).Take(size).ToList();
        var next = page.Count > size ? new Cursor(rows[^1].License.IssuedAt, rows[^1].License.Id).ToString() : null;
        return TypedResults.Ok(new Response([.. rows.Select(owned => LicenseRow.Of(owned.License, owned.Product, now))], next, total));
    }

    private static IQueryable<License> Filter(IQueryable<License> licenses, LicenseDb db, Query query, DateTimeOffset now)
    {
        if (query.State is { Value: var state })
            licenses = licenses.InState(state, now);
        if (query.ProductId is { } productId)
            licenses = licenses.Where(license => license.ProductId == productId);
        if (query.ExpiringDays is { } days)
            licenses = licenses.ExpiringWithin(TimeSpan.FromDays(days), now);
        if (query.Search?.Trim() is { Length: > 0 } search)
        {
            var pattern = SearchPattern.Containing(search.TrimStart('*', '-'));
            licenses = licenses.Where(license => EF.Functions.ILike(license.Key, pattern)
                || db.Products.Any(product => product.Id == license.ProductId && EF.Functions.ILike(product.Name, pattern)));
        }
        return licenses;
    }
}
