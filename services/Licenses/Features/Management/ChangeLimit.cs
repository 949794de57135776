using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>Sets how many activations a license may have. Those beyond a lower limit stay, until the customer has freed slots.</summary>
internal static class ChangeLimit
{
    /// <param name="ActivationLimit">Null: no limit.</param>
    public sealed record Request([property: Range(1, 1_000_000)] int? ActivationLimit);

    public static void Map(RouteGroupBuilder group) => group.MapPut("/licenses/{licenseId:guid}/limit", Handle);

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
            LicenseAction.ChangeLimit,
            actor,
            (license, now) => license.Limit(request.ActivationLimit, now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(result, db, clock, cancellationToken);
    }
}
