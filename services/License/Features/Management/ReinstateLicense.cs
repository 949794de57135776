using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licensing.Data;

namespace Portal.Licensing.Features.Management;

/// <summary>Ends a suspension. Activations are valid again as they were.</summary>
internal static class ReinstateLicense
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/reinstate", Handle);

    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Guid licenseId, ClaimsPrincipal actor, LicenseMoves moves, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var outcome = await moves.Move(licenseId, "reinstated", actor, (license, now) => license.Reinstate(now), detail: null, cancellationToken);
        return await ManagedLicense.Answer(outcome, db, clock, cancellationToken);
    }
}
