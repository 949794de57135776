using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;

namespace Portal.Licensing.Features.Management;

/// <summary>Ends a license for good.</summary>
internal static class RevokeLicense
{
    public sealed record Request([property: MaxLength(500)] string? Reason);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/revoke", Handle);

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
            Move.Revoke,
            actor,
            (license, now) => license.Revoke(now),
            request.Reason,
            cancellationToken
        );
        return await ManagedLicense.Answer(outcome, db, clock, cancellationToken);
    }
}
