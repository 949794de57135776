using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Domain;
using Portal.Activations.Validation;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.Native;

/// <summary>"I am still here." 204; 409 with the verdict when the device is no longer in order; 404 if the license has no such activation.</summary>
internal static class Heartbeat
{
    /// <param name="Version">Version of the program.</param>
    public sealed record Request(string? Version);

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/activations/{activationId:guid}/heartbeat", Handle);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid activationId,
        Request? request,
        ClaimsPrincipal program,
        LicenseValidator validator,
        LastSeen lastSeen,
        CancellationToken cancellationToken
    )
    {
        if (
            await validator.Preview(
                LicenseKeyAuthentication.KeyOf(program),
                activationId,
                new ValidationRequest(),
                cancellationToken
            )
            is not { } result
        )
            return Problems.NotFound();
        var late = result.Verdict.Code == VerdictCode.HeartbeatMissed;
        if (result.Activation is { DeactivatedAt: null })
            lastSeen.Note(activationId, request?.Version);
        // Every replica must know at once that a lost device is back.
        if (late)
            await lastSeen.Flush(cancellationToken);
        return late || result.Verdict.Valid
            ? TypedResults.NoContent()
            : Rejections.NoLongerValid(result.Verdict).ToProblem();
    }
}
