using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Messaging;

namespace Portal.Activations.Features.Internal;

/// <summary>Slots in use of all licenses that ever had an activation, by id, or of some of them: heals the copies of other services.</summary>
internal static class ReplicateSlotUsage
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/slots", Handle);

    private static async Task<Ok<FeedPage<SlotUsage>>> Handle(
        [FromQuery, MaxLength(100)] Guid[] id,
        Guid? after,
        [Range(1, 1000)] int? size,
        ActivationDb db,
        CancellationToken cancellationToken
    )
    {
        var (last, count) = (after ?? Guid.Empty, size ?? 500);
        var used = db.Licenses.AsNoTracking().Where(license => license.UsageVersion > 0);
        var wanted =
            id.Length > 0
                ? used.Where(license => id.Contains(license.Id))
                : used.Where(license => license.Id > last).OrderBy(license => license.Id);
        var page = await wanted
            .Take(count)
            .Select(license => new SlotUsage(license.Id, license.UsageVersion, license.UsedSlots))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new FeedPage<SlotUsage>(page, page.Count == count ? new(null, page[^1].LicenseId) : null)
        );
    }
}
