using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>Ends a license for good.</summary>
internal static class RevokeLicense
{
    public sealed record Request([property: MaxLength(500)] string? Reason);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/revoke", Handle);

    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Request request,
        Actor actor,
        LicenseActions actions,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var result = await actions.Make(
            licenseId,
            LicenseAction.Revoke,
            actor,
            (license, now) => license.Revoke(now),
            request.Reason,
            cancellationToken
        );
        return await ManagedLicense.Answer(result, db, clock, cancellationToken);
    }
}
