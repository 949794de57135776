using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Takes over an activation from another system with its history. Slots stay limited; other verdicts are not asked.</summary>
internal static class ImportActivation
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/activations", Handle);

    private static async Task<Results<Created<ImportedActivation>, Ok<ImportedActivation>, ProblemHttpResult>> Handle(
        ActivationInput request,
        ClaimsPrincipal actor,
        Takeover takeover,
        CancellationToken cancellationToken
    )
    {
        var outcome = await takeover.Of([request], actor.Operator(), cancellationToken);
        if (outcome.Rejection is { } rejection)
            return rejection.ToProblem();
        var activation = ImportedActivation.Of(outcome.Activations[0]);
        return outcome.IsNew ? TypedResults.Created((string?)null, activation) : TypedResults.Ok(activation);
    }
}
