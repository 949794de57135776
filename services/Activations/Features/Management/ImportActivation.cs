using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Imports an activation from another system with its history. The slot limit holds; other verdicts are not checked.</summary>
internal static class ImportActivation
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/activations", Handle);

    private static async Task<Results<Created<ImportedActivation>, Ok<ImportedActivation>, ProblemHttpResult>> Handle(
        ActivationInput request,
        ClaimsPrincipal actor,
        ActivationImport import,
        CancellationToken cancellationToken
    )
    {
        var result = await import.Import([request], actor.Operator(), cancellationToken);
        if (!result.Is(out var imported, out var rejection))
            return (rejection with { Facts = Rejection.NotFound.Facts }).ToProblem();
        var activation = ImportedActivation.Of(imported.Activations[0]);
        return imported.IsNew ? TypedResults.Created((string?)null, activation) : TypedResults.Ok(activation);
    }
}
