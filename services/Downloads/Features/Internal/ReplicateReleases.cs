using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Data;
using Portal.Messaging;

namespace Portal.Downloads.Features.Internal;

/// <summary>All releases by id, or those with some ids: heals the copies of other services.</summary>
internal static class ReplicateReleases
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/releases", Handle);

    private static async Task<Ok<FeedPage<ReleasePublished>>> Handle(
        [FromQuery, MaxLength(100)] Guid[] id,
        Guid? after,
        [Range(1, 1000)] int? size,
        DownloadDb db,
        CancellationToken cancellationToken
    )
    {
        var (last, count) = (after ?? Guid.Empty, size ?? 500);
        var releases = db.Releases.AsNoTracking();
        var wanted =
            id.Length > 0
                ? releases.Where(release => id.Contains(release.Id))
                : releases.Where(release => release.Id > last).OrderBy(release => release.Id);
        var page = await wanted.Take(count).ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new FeedPage<ReleasePublished>(
                [.. page.Select(release => release.ToEvent())],
                page.Count == count ? new(null, page[^1].Id) : null
            )
        );
    }
}
