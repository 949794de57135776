using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Licensing.V1;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Messaging;

namespace Portal.Licenses.Features.Internal;

/// <summary>All products by id, or those with some ids.</summary>
internal static class ReplicateProducts
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/products", Handle);

    private static async Task<Ok<FeedPage<ProductChanged>>> Handle(
        [FromQuery, MaxLength(100)] Guid[] id,
        Guid? after,
        [Range(1, 1000)] int? size,
        LicenseDb db,
        CancellationToken cancellationToken
    )
    {
        var (last, count) = (after ?? Guid.Empty, size ?? 500);
        var products = db.Products.AsNoTracking();
        var wanted =
            id.Length > 0
                ? products.Where(product => id.Contains(product.Id))
                : products.Where(product => product.Id > last).OrderBy(product => product.Id);
        var page = await wanted.Take(count).ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new FeedPage<ProductChanged>(
                [.. page.Select(product => product.ToEvent())],
                page.Count == count ? new(null, page[^1].Id) : null
            )
        );
    }
}
