using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>One device or domain, and how many of its license may still be deactivated.</summary>
internal static class ShowActivation
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/activations/{activationId:guid}", Handle);

    private static async Task<Results<Ok<ActivationRow>, ProblemHttpResult>> Handle(Guid activationId, Caller caller, ActivationDb db, TimeProvider clock, CancellationToken cancellationToken) =>
        await db.BoundFor(caller).SingleOrDefaultAsync(row => row.Activation.Id == activationId, cancellationToken) is { } bound
            ? TypedResults.Ok(ActivationRow.Of(bound, clock.GetUtcNow()) with { Quota = await db.Quota(bound.License, clock.GetUtcNow(), cancellationToken) })
            : Problems.NotFound();
}
