using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Protocol;

/// <summary>"I am still here." 204; 409 with the verdict when the device is no longer in order; 404 if the license has no such activation.</summary>
internal static class Heartbeat
{
    /// <param name="Version">Version of the program.</param>
    public sealed record Request([property: MaxLength(64)] string? Version);

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/activations/{activationId:guid}/heartbeat", Handle);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid activationId,
        Request? request,
        ClaimsPrincipal program,
        Judge judge,
        LastSeen lastSeen,
        CancellationToken cancellationToken
    )
    {
        if (
            await judge.Look(LicenseKeyAuthentication.HashOf(program), activationId, new Asked(), cancellationToken)
            is not { } finding
        )
            return Problems.NotFound();
        var late = finding.Verdict.Code == VerdictCode.HeartbeatMissed;
        if (finding.Activation is { DeactivatedAt: null })
            lastSeen.Note(activationId, request?.Version);
        // Every replica must know at once that a lost device is back.
        if (late)
            await lastSeen.Flush(cancellationToken);
        return late || finding.Verdict.Valid
            ? TypedResults.NoContent()
            : Rejections.NoLongerValid(finding.Verdict).ToProblem();
    }
}
