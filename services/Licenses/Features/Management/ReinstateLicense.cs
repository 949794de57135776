using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>Ends a suspension. Activations are valid again as they were.</summary>
internal static class ReinstateLicense
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/reinstate", Handle);

    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Actor actor,
        LicenseActions actions,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var result = await actions.Make(
            licenseId,
            LicenseAction.Reinstate,
            actor,
            (license, now) => license.Reinstate(now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(result, db, clock, cancellationToken);
    }
}
