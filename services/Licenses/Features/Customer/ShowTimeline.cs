using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>What happened to a license, newest first: the part of the audit that concerns the customer.</summary>
internal static class ShowTimeline
{
    private const int DefaultSize = 100;

    /// <param name="Use">False: without coming into use and out of it, which Activation tells device by device.</param>
    /// <param name="Cursor">The <c>next</c> of the page before, or the <c>cursor</c> of an entry of any service's history.</param>
    /// <param name="Size">Entries a page. Default: 100.</param>
    public sealed record Query(bool? Use, Cursor? Cursor, [property: Range(1, 100)] int? Size);

    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<TimelineEntry> Items, string? Next);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses/{licenseId:guid}/timeline", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid licenseId,
        [AsParameters] Query query,
        Caller caller,
        LicenseDb db,
        Timeline timeline,
        CancellationToken cancellationToken
    )
    {
        if (
            await db
                .Licenses.AsNoTracking()
                .VisibleTo(caller)
                .SingleOrDefaultAsync(license => license.Id == licenseId, cancellationToken)
            is not { } license
        )
            return Problems.NotFound();
        var size = query.Size ?? DefaultSize;
        var entries = await timeline.Page(license, query.Use ?? true, query.Cursor, size, cancellationToken);
        var count = Math.Min(size, entries.Count);
        // Entries of one instant, as imported licenses have, stay on one page: the cursor could not tell them apart.
        while (
            count > 0
            && count < entries.Count
            && (entries[count].At, entries[count].Id) == (entries[count - 1].At, entries[count - 1].Id)
        )
            count++;
        return TypedResults.Ok(
            new Response(entries[..count], count < entries.Count ? entries[count - 1].Cursor : null)
        );
    }
}
