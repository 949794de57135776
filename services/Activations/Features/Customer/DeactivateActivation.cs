using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Slots;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Frees the slot of a device or domain from afar; the very next validation there is refused. The second time changes nothing.</summary>
internal static class DeactivateActivation
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/activations/{activationId:guid}/deactivate", Handle);

    private static async Task<Results<Ok<ActivationRow>, ProblemHttpResult>> Handle(
        Guid activationId,
        Caller caller,
        ActivationDb db,
        RemoteDeactivation remote,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var mine = db.ActivationsVisibleTo(caller).Where(row => row.Activation.Id == activationId);
        if (
            await mine.Select(row => (Guid?)row.License.Id).SingleOrDefaultAsync(cancellationToken) is not { } licenseId
        )
            return Problems.NotFound();
        var rejection = await remote.Deactivate([licenseId], [activationId], caller, cancellationToken);
        return rejection is not null
            ? rejection.ToProblem()
            : TypedResults.Ok(ActivationRow.Of(await mine.SingleAsync(cancellationToken), clock.GetUtcNow()));
    }
}
