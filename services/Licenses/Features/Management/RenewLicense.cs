using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>Moves the expiry to a later instant. Activations are valid again as they were.</summary>
internal static class RenewLicense
{
    /// <param name="ExpiresAt">An instant, or a date: then its last second in the vendor's time zone.</param>
    public sealed record Request(EndDate ExpiresAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/renew", Handle);

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
            LicenseAction.Renew,
            actor,
            (license, now) => license.Renew(request.ExpiresAt.In(vendor.Zone), now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(result, db, clock, cancellationToken);
    }
}
