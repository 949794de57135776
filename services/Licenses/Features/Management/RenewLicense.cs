using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>Moves the expiry to a later instant. Activations are valid again as they were.</summary>
internal static class RenewLicense
{
    public sealed record Request([property: Required] DateTimeOffset? ExpiresAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/renew", Handle);

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
            LicenseAction.Renew,
            actor,
            (license, now) => license.Renew(request.ExpiresAt!.Value.ToUniversalTime(), now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(result, db, clock, cancellationToken);
    }
}
