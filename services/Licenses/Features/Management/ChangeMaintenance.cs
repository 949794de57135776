using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>Sets the end of maintenance.</summary>
internal static class ChangeMaintenance
{
    /// <param name="MaintenanceEndsAt">An instant or a date, as of an expiry. Null: all releases are covered.</param>
    public sealed record Request(EndDate? MaintenanceEndsAt);

    public static void Map(RouteGroupBuilder group) => group.MapPut("/licenses/{licenseId:guid}/maintenance", Handle);

    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Request request,
        Actor actor,
        LicenseActions actions,
        VendorTime vendor,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var result = await actions.Make(
            licenseId,
            LicenseAction.ChangeMaintenance,
            actor,
            (license, now) => license.Maintain(vendor.Of(request.MaintenanceEndsAt), now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(result, db, clock, cancellationToken);
    }
}
