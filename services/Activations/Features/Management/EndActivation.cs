using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Slots;
using Portal.Contracts.Activations.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>An operator deactivates for a customer, whatever the quota. The second time changes nothing.</summary>
internal static class EndActivation
{
    public sealed record Response(Guid Id, Guid LicenseId, DateTimeOffset? DeactivatedAt, DeactivatedBy? DeactivatedBy);

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/activations/{activationId:guid}/deactivate", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid activationId,
        ClaimsPrincipal actor,
        ActivationDb db,
        SlotTransaction slots,
        CancellationToken cancellationToken
    )
    {
        if (
            await db
                .Activations.Where(row => row.Id == activationId)
                .Select(row => (Guid?)row.LicenseId)
                .SingleOrDefaultAsync(cancellationToken)
            is not { } licenseId
        )
            return Problems.NotFound();
        var ended = (
            await slots.Deactivate(
                licenseId,
                activationId,
                DeactivatedBy.Operator,
                actor.Operator(),
                userId: null,
                cancellationToken
            )
        )!;
        return TypedResults.Ok(new Response(ended.Id, licenseId, ended.DeactivatedAt, ended.DeactivatedBy));
    }
}
