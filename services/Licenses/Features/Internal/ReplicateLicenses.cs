using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Licensing.V1;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Messaging;

namespace Portal.Licenses.Features.Internal;

/// <summary>
/// Heals the copies of other services: licenses that changed since an instant, oldest change first; without an instant all of
/// them by id; or those with some ids.
/// </summary>
internal static class ReplicateLicenses
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses", Handle);

    private static async Task<Ok<FeedPage<LicenseChanged>>> Handle(
        [FromQuery, MaxLength(100)] Guid[] id,
        DateTimeOffset? since,
        Guid? after,
        [Range(1, 1000)] int? size,
        LicenseDb db,
        CancellationToken cancellationToken
    )
    {
        var (last, count) = (after ?? Guid.Empty, size ?? 500);
        var licenses = db.Licenses.AsNoTracking();
        var wanted =
            id.Length > 0 ? licenses.Where(license => id.Contains(license.Id))
            : since?.ToUniversalTime() is { } from
                ? licenses
                    .Where(license => license.ChangedAt > from || (license.ChangedAt == from && license.Id > last))
                    .OrderBy(license => license.ChangedAt)
                    .ThenBy(license => license.Id)
            : licenses.Where(license => license.Id > last).OrderBy(license => license.Id);
        var page = await wanted.Take(count).ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new FeedPage<LicenseChanged>(
                [.. page.Select(license => license.ToEvent())],
                page.Count == count ? new(since is null ? null : page[^1].ChangedAt, page[^1].Id) : null
            )
        );
    }
}
