using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.Downloads.Queries;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Customer;

/// <summary>Products with the releases that the caller may download, the newest first.</summary>
internal static class ListProducts
{
    /// <summary>Nothing is listed that would then be refused.</summary>
    public sealed record Response(IReadOnlyList<ProductItem> Products);

    /// <param name="Releases">Newest version first.</param>
    /// <param name="NotCovered">The newest stable release, where no license covers it.</param>
    public sealed record ProductItem(
        Guid Id,
        string Slug,
        string Name,
        IReadOnlyList<ReleaseItem> Releases,
        NotCoveredItem? NotCovered
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/products", Handle);

    private static async Task<Ok<Response>> Handle(
        Caller caller,
        DownloadDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var rights = await db.RightsOf(caller, cancellationToken);
        var productIds = rights.Select(product => product.Key).ToList();
        var products = await db
            .Products.AsNoTracking()
            .Where(product => productIds.Contains(product.Id))
            .OrderBy(product => product.Name)
            .ThenBy(product => product.Id)
            .ToListAsync(cancellationToken);
        var releases = (
            await db
                .Releases.AsNoTracking()
                .Include(release => release.Artifacts)
                .Where(release => productIds.Contains(release.ProductId) && release.Artifacts.Count > 0)
                .ToListAsync(cancellationToken)
        ).ToLookup(release => release.ProductId);
        return TypedResults.Ok(
            new Response([
                .. products
                    .Select(product => Show(product, Offer.Of([.. rights[product.Id]], releases[product.Id], now)))
                    .Where(product => product.Releases.Count > 0),
            ])
        );
    }

    private static ProductItem Show(ProductCopy product, Offer offer) =>
        new(
            product.Id,
            product.Slug,
            product.Name,
            [.. offer.Covered.Select(ReleaseItem.Of)],
            NotCoveredItem.Of(offer.Newer)
        );
}
