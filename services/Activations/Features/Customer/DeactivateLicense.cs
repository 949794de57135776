using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Slots;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Frees all slots of a license.</summary>
internal static class DeactivateLicense
{
    /// <param name="Deactivated">How many were active.</param>
    public sealed record Response(int Deactivated);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/deactivate", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Caller caller,
        ActivationDb db,
        RemoteDeactivation remote,
        CancellationToken cancellationToken
    )
    {
        if (!await db.Licenses.VisibleTo(caller).AnyAsync(row => row.Id == licenseId, cancellationToken))
            return Problems.NotFound();
        var active = await db
            .Activations.Where(row => row.LicenseId == licenseId && row.DeactivatedAt == null)
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        var rejection = await remote.Deactivate([licenseId], active, caller, cancellationToken);
        return rejection is not null ? rejection.ToProblem() : TypedResults.Ok(new Response(active.Count));
    }
}
