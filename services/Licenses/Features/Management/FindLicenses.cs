using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Licenses.Features.Customer;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>Licenses in pages by id, all or those that match; or one.</summary>
internal static class FindLicenses
{
    /// <param name="Cursor">The <c>next</c> of the page before.</param>
    /// <param name="Size">Rows a page. Default: 200.</param>
    /// <param name="Search">Part of the key or of the product's name.</param>
    public sealed record Query(
        Guid? Cursor,
        [property: Range(1, 1000)] int? Size,
        Guid? AccountId,
        Guid? ProductId,
        AnyCase<LicenseState>? State,
        [property: MaxLength(128)] string? Search
    );

    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<ManagedLicense> Items, Guid? Next);

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/licenses", List);
        group.MapGet("/licenses/{licenseId:guid}", One);
    }

    /// <summary>Licenses in pages by id: all, or those that match.</summary>
    private static async Task<Ok<Response>> List(
        [AsParameters] Query query,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (now, size) = (clock.GetUtcNow(), query.Size ?? 200);
        var products = await db.Products.AsNoTracking().ToDictionaryAsync(product => product.Id, cancellationToken);
        var found = db.Licenses.AsNoTracking().Matching(query.Search, products.Values);
        if (query.State is { Value: var state })
            found = found.InState(state, now);
        if (query.AccountId is { } accountId)
            found = found.Where(license => license.AccountId == accountId);
        if (query.ProductId is { } productId)
            found = found.Where(license => license.ProductId == productId);
        if (query.Cursor is { } cursor)
            found = found.Where(license => license.Id > cursor);
        var page = await found.OrderBy(license => license.Id).Take(size + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new Response(
                [.. page.Take(size).Select(license => ManagedLicense.Of(license, products[license.ProductId], now))],
                page.Count > size ? page[size - 1].Id : null
            )
        );
    }

    /// <summary>One license.</summary>
    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> One(
        Guid licenseId,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        License? license = await db
            .Licenses.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == licenseId, cancellationToken);
        if (license is null)
            return Problems.NotFound();
        var product = await db.Products.FindAsync([license.ProductId], cancellationToken);
        return TypedResults.Ok(ManagedLicense.Of(license, product!, clock.GetUtcNow()));
    }
}
