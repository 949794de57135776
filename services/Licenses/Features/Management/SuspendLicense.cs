using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

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
        LicenseActions actions,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var result = await actions.Make(
            licenseId,
            LicenseAction.Suspend,
            actor,
            (license, now) => license.Suspend(request.Reason?.Trim().TrimEnd('.'), now),
            request.Reason,
            cancellationToken
        );
        return await ManagedLicense.Answer(result, db, clock, cancellationToken);
    }
}
