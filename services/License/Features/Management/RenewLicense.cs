using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licensing.Data;

namespace Portal.Licensing.Features.Management;

/// <summary>Moves the expiry to a later instant. Activations are valid again as they were.</summary>
internal static class RenewLicense
{
    public sealed record Request([property: Required] DateTimeOffset? ExpiresAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/{licenseId:guid}/renew", Handle);

    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> Handle(
        Guid licenseId, Request request, ClaimsPrincipal actor, LicenseMoves moves, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var outcome = await moves.Move(licenseId, "renewed", actor, (license, now) => license.Renew(request.ExpiresAt!.Value.ToUniversalTime(), now), detail: null, cancellationToken);
        return await ManagedLicense.Answer(outcome, db, clock, cancellationToken);
    }
}
