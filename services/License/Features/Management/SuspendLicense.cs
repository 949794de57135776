using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;

namespace Portal.Licensing.Features.Management;

/// <summary>Stops a license until it is reinstated. Its activations are invalid at once.</summary>
internal static class SuspendLicense
{
    /// <param name="Reason">The customer reads it.</param>
    public sealed record Request([property: MaxLength(500)] string? Reason);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/suspend", Handle);

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
            Move.Suspend,
            actor,
            (license, now) => license.Suspend(request.Reason?.Trim().TrimEnd('.'), now),
            request.Reason,
            cancellationToken
        );
        return await ManagedLicense.Answer(outcome, db, clock, cancellationToken);
    }
}
