using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;

namespace Portal.Activations.Features.Management;

/// <summary>The block list, the oldest first.</summary>
internal static class ListBlockedIdentifiers
{
    /// <param name="Cursor">The <c>next</c> of the page before.</param>
    /// <param name="Size">Rows a page. Default: 100.</param>
    public sealed record Query(Guid? Cursor, [property: Range(1, 500)] int? Size);

    public sealed record Response(IReadOnlyList<BlockedIdentifier> Items, Guid? Next);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/blocked-identifiers", Handle);

    private static async Task<Ok<Response>> Handle(
        [AsParameters] Query query,
        ActivationDb db,
        CancellationToken cancellationToken
    )
    {
        var (after, size) = (query.Cursor ?? Guid.Empty, query.Size ?? 100);
        var page = await db
            .Blocked.AsNoTracking()
            .Where(row => row.Id > after)
            .OrderBy(row => row.Id)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response([.. page.Take(size)], page.Count > size ? page[size - 1].Id : null));
    }
}
