using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;

namespace Portal.Licensing.Features.Management;

/// <summary>Ends a suspension. Activations are valid again as they were.</summary>
internal static class ReinstateLicense
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/reinstate", Handle);

    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Actor actor,
        LicenseMoves moves,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var outcome = await moves.Make(
            licenseId,
            Move.Reinstate,
            actor,
            (license, now) => license.Reinstate(now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(outcome, db, clock, cancellationToken);
    }
}
