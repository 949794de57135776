using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>The products of which the customer sees a license, by name.</summary>
internal static class ListProducts
{
    public sealed record Response(IReadOnlyList<Item> Items);

    /// <param name="SupportUrl">Where the vendor helps with it.</param>
    public sealed record Item(Guid Id, string Slug, string Name, string? SupportUrl, string? DocumentationUrl);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/products", Handle);

    private static async Task<Ok<Response>> Handle(Caller caller, LicenseDb db, CancellationToken cancellationToken)
    {
        var mine = db.Licenses.VisibleTo(caller);
        var products = await db
            .Products.Where(product => mine.Any(license => license.ProductId == product.Id))
            .Select(product => new Item(
                product.Id,
                product.Slug,
                product.Name,
                product.SupportUrl,
                product.DocumentationUrl
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new Response([.. products.OrderBy(product => product.Name, StringComparer.OrdinalIgnoreCase)])
        );
    }
}
