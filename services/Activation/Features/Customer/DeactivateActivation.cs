using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Contracts.Activations.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Frees the slot of a device or domain from afar; the very next validation there is refused. The second time changes nothing.</summary>
internal static class DeactivateActivation
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/activations/{activationId:guid}/deactivate", Handle);

    private static async Task<Results<Ok<ActivationRow>, ProblemHttpResult>> Handle(Guid activationId, Caller caller, ActivationDb db, Slots slots, CancellationToken cancellationToken)
    {
        var mine = db.BoundFor(caller).Where(row => row.Activation.Id == activationId);
        if (await mine.Select(row => (Guid?)row.License.Id).SingleOrDefaultAsync(cancellationToken) is not { } licenseId)
            return Problems.NotFound();
        await slots.Deactivate(licenseId, activationId, DeactivatedBy.Customer, caller.UserId.ToString(), cancellationToken);
        return TypedResults.Ok(ActivationRow.Of(await mine.SingleAsync(cancellationToken)));
    }
}
