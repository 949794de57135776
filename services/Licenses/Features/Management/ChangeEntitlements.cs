using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>Replaces the features of a license.</summary>
internal static class ChangeEntitlements
{
    public sealed record Request([property: MaxLength(200)] IReadOnlyList<EntitlementInput?> Entitlements);

    public static void Map(RouteGroupBuilder group) => group.MapPut("/licenses/{licenseId:guid}/entitlements", Handle);

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
            LicenseAction.ChangeEntitlements,
            actor,
            (license, now) => license.Entitle(request.Entitlements.ToFeatures(), now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(result, db, clock, cancellationToken);
    }
}
