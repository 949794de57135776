using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;

namespace Portal.Activations.Features.Management;

/// <summary>The published keys, the oldest first.</summary>
internal static class ListSigningKeys
{
    public sealed record Response(IReadOnlyList<SigningKeyRow> Items);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/signing-keys", Handle);

    private static async Task<Ok<Response>> Handle(
        ActivationDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var keys = await db.SigningKeys.AsNoTracking().OrderBy(key => key.CreatedAt).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response([.. keys.Select(key => SigningKeyRow.Of(key, keys, clock.GetUtcNow()))]));
    }
}
