using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>How many devices of a license may still be deactivated, and when it is more again.</summary>
internal static class ShowDeactivationQuota
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/licenses/{licenseId:guid}/deactivation-quota", Handle);

    private static async Task<Results<Ok<DeactivationQuota>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Caller caller,
        ActivationDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        await db
            .Licenses.AsNoTracking()
            .VisibleTo(caller)
            .SingleOrDefaultAsync(row => row.Id == licenseId, cancellationToken)
            is { } license
            ? TypedResults.Ok(await db.Quota(license, clock.GetUtcNow(), cancellationToken))
            : Problems.NotFound();
}
