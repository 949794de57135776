using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Domain;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Imports up to 5,000 activations, all or none. Each has its id, so the same batch again finds what is here and changes nothing.</summary>
internal static class ImportBatch
{
    private const int Max = 5000;

    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(Max)] IReadOnlyList<ActivationInput> Activations
    );

    /// <param name="Items">In the order of the request.</param>
    public sealed record Response(IReadOnlyList<ImportedActivation> Items);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/activations/batches", Handle);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        ClaimsPrincipal actor,
        ActivationImport import,
        CancellationToken cancellationToken
    )
    {
        for (var row = 0; row < request.Activations.Count; row++)
        {
            if (request.Activations[row]?.Id is null)
                return Rejections.IdMissing.With("row", row).ToProblem();
        }
        var result = await import.Import(request.Activations, actor.Operator(), cancellationToken);
        if (!result.Is(out var imported, out var rejection))
            return rejection.ToProblem();
        var response = new Response([.. imported.Activations.Select(ImportedActivation.Of)]);
        return imported.IsNew ? TypedResults.Created((string?)null, response) : TypedResults.Ok(response);
    }
}
