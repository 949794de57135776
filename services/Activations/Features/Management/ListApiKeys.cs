using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Protocols.KeyManager;

namespace Portal.Activations.Features.Management;

/// <summary>API keys, the revoked ones too, the oldest first.</summary>
internal static class ListApiKeys
{
    public sealed record Response(IReadOnlyList<ApiKeyRow> Items);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/api-keys", Handle);

    private static async Task<Ok<Response>> Handle(
        Guid? productId,
        ActivationDb db,
        CancellationToken cancellationToken
    )
    {
        var keys = await db.Set<ApiKey>()
            .AsNoTracking()
            .Where(key => productId == null || key.ProductId == productId)
            .OrderBy(key => key.Id)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response([.. keys.Select(key => ApiKeyRow.Of(key))]));
    }
}
