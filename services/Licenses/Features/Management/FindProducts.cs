using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>All products by slug, or one.</summary>
internal static class FindProducts
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/products", List);
        group.MapGet("/products/{productId:guid}", One);
    }

    /// <summary>All products, by slug.</summary>
    private static async Task<Ok<List<ManagedProduct>>> List(LicenseDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(
            (await db.Products.AsNoTracking().OrderBy(row => row.Slug).ToListAsync(cancellationToken)).ConvertAll(
                ManagedProduct.Of
            )
        );

    /// <summary>One product.</summary>
    private static async Task<Results<Ok<ManagedProduct>, ProblemHttpResult>> One(
        Guid productId,
        LicenseDb db,
        CancellationToken cancellationToken
    ) =>
        await db.Products.FindAsync([productId], cancellationToken) is { } product
            ? TypedResults.Ok(ManagedProduct.Of(product))
            : Problems.NotFound();
}
