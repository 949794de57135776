using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Protocols.KeyManager;

namespace Portal.Activations.Features.Management;

/// <summary>The keys that sign KeyManager answers of a product (of none, without one), the oldest first. The first is made if there is none.</summary>
internal static class ListProductKeys
{
    public sealed record Response(IReadOnlyList<ProductKeyRow> Items);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/product-keys", Handle);

    private static async Task<Ok<Response>> Handle(
        Guid? productId,
        ProductKeys keys,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var published = await keys.Of(productId, cancellationToken);
        return TypedResults.Ok(
            new Response([.. published.Select(key => ProductKeyRow.Of(key, published, clock.GetUtcNow()))])
        );
    }
}
