using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>What happened to the devices of a license, newest first.</summary>
internal static class ShowLicenseHistory
{
    private const int DefaultSize = 25;

    /// <param name="Cursor">The <c>next</c> of the page before, or the <c>cursor</c> of an entry of any service's history.</param>
    /// <param name="Size">Entries a page. Default: 25.</param>
    public sealed record Query(Cursor? Cursor, [property: Range(1, 100)] int? Size);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses/{licenseId:guid}/history", Handle);

    private static async Task<Results<Ok<HistoryPage>, ProblemHttpResult>> Handle(
        Guid licenseId,
        [AsParameters] Query query,
        Caller caller,
        ActivationDb db,
        History history,
        CancellationToken cancellationToken
    )
    {
        if (!await db.Licenses.VisibleTo(caller).AnyAsync(row => row.Id == licenseId, cancellationToken))
            return Problems.NotFound();
        return TypedResults.Ok(
            await history.Page(licenseId, identifier: null, query.Cursor, query.Size ?? DefaultSize, cancellationToken)
        );
    }
}
