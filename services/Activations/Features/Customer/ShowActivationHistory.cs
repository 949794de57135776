using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>What happened to a device or domain on its license, newest first: also to the slots that it had before.</summary>
internal static class ShowActivationHistory
{
    private const int DefaultSize = 25;

    /// <param name="Cursor">The <c>next</c> of the page before.</param>
    /// <param name="Size">Entries a page. Default: 25.</param>
    public sealed record Query(Cursor? Cursor, [property: Range(1, 100)] int? Size);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/activations/{activationId:guid}/history", Handle);

    private static async Task<Results<Ok<HistoryPage>, ProblemHttpResult>> Handle(
        Guid activationId,
        [AsParameters] Query query,
        Caller caller,
        ActivationDb db,
        History history,
        CancellationToken cancellationToken
    )
    {
        if (
            await db.ActivationsVisibleTo(caller)
                .SingleOrDefaultAsync(row => row.Activation.Id == activationId, cancellationToken)
            is not { Activation: var activation }
        )
            return Problems.NotFound();
        return TypedResults.Ok(
            await history.Page(
                activation.LicenseId,
                activation.Identifier,
                query.Cursor,
                query.Size ?? DefaultSize,
                cancellationToken
            )
        );
    }
}
