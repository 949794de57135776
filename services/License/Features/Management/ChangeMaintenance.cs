using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;

namespace Portal.Licensing.Features.Management;

/// <summary>Sets the end of maintenance.</summary>
internal static class ChangeMaintenance
{
    /// <param name="MaintenanceEndsAt">Null: all releases are covered.</param>
    public sealed record Request(DateTimeOffset? MaintenanceEndsAt);

    public static void Map(RouteGroupBuilder group) => group.MapPut("/licenses/{licenseId:guid}/maintenance", Handle);

    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Request request,
        Actor actor,
        LicenseMoves moves,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var outcome = await moves.Make(
            licenseId,
            Move.ChangeMaintenance,
            actor,
            (license, now) => license.Maintain(request.MaintenanceEndsAt?.ToUniversalTime(), now),
            detail: null,
            cancellationToken
        );
        return await ManagedLicense.Answer(outcome, db, clock, cancellationToken);
    }
}
