using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Licensing.V1;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Internal;

/// <summary>All products.</summary>
internal static class ReplicateProducts
{
    public sealed record Response(IReadOnlyList<ProductChanged> Items);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/products", Handle);

    private static async Task<Ok<Response>> Handle(LicenseDb db, CancellationToken cancellationToken)
    {
        var products = await db.Products.AsNoTracking().ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response([.. products.Select(product => product.ToEvent())]));
    }
}
