using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Slots;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Everything about one device or domain, and how many of its license may still be deactivated.</summary>
internal static class ShowActivation
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/activations/{activationId:guid}", Handle);

    private static async Task<Results<Ok<ActivationRow>, ProblemHttpResult>> Handle(
        Guid activationId,
        Caller caller,
        ActivationDb db,
        History history,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (
            await db.ActivationsVisibleTo(caller)
                .SingleOrDefaultAsync(row => row.Activation.Id == activationId, cancellationToken)
            is not { } bound
        )
            return Problems.NotFound();
        return TypedResults.Ok(
            ActivationRow.Of(bound, clock.GetUtcNow()) with
            {
                Quota = await db.Quota(bound.License, clock.GetUtcNow(), cancellationToken),
                Details = new(
                    bound.Activation.Uncounted,
                    bound.Activation.LostAt,
                    bound.Activation.FileUntil,
                    await history.WhoEnded(bound.Activation, cancellationToken)
                ),
            }
        );
    }
}
