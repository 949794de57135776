using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Licensing.V1;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Internal;

/// <summary>Licenses that changed since an instant, oldest change first: heals the copies of other services when events were lost.</summary>
internal static class ReplicateLicenses
{
    public sealed record Response(IReadOnlyList<LicenseChanged> Items, Position? Next);

    /// <summary>Where the next page starts: changes at <paramref name="Since"/> with an id after <paramref name="After"/>, and later ones.</summary>
    public sealed record Position(DateTimeOffset Since, Guid After);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses", Handle);

    private static async Task<Ok<Response>> Handle(
        DateTimeOffset? since,
        Guid? after,
        [Range(1, 1000)] int? size,
        LicenseDb db,
        CancellationToken cancellationToken
    )
    {
        var (from, last, count) = (
            (since ?? DateTimeOffset.MinValue).ToUniversalTime(),
            after ?? Guid.Empty,
            size ?? 500
        );
        var page = await db
            .Licenses.AsNoTracking()
            .Where(license => license.ChangedAt > from || (license.ChangedAt == from && license.Id > last))
            .OrderBy(license => license.ChangedAt)
            .ThenBy(license => license.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new Response(
                [.. page.Select(license => license.ToEvent())],
                page.Count == count ? new Position(page[^1].ChangedAt, page[^1].Id) : null
            )
        );
    }
}
