using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Domain;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Management;

/// <summary>Takes over up to 5,000 activations, all or none. Each has its id, so the same batch again finds what is here and changes nothing.</summary>
internal static class ImportBatch
{
    private const int Most = 5000;

    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(Most)] IReadOnlyList<ActivationInput> Activations
    );

    /// <param name="Items">As they were asked for, in order.</param>
    public sealed record Response(IReadOnlyList<ImportedActivation> Items);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/activations/batches", Handle);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        ClaimsPrincipal actor,
        Takeover takeover,
        CancellationToken cancellationToken
    )
    {
        for (var row = 0; row < request.Activations.Count; row++)
        {
            if (request.Activations[row]?.Id is null)
                return Refused(Rejections.IdMissing, row);
        }
        var outcome = await takeover.Of(request.Activations, actor.Operator(), cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Refused(rejection, outcome.Row);
        var response = new Response([.. outcome.Activations.Select(ImportedActivation.Of)]);
        return outcome.IsNew ? TypedResults.Created((string?)null, response) : TypedResults.Ok(response);
    }

    /// <summary>With <c>row</c>: which one cannot be, counted from 0.</summary>
    private static ProblemHttpResult Refused(Rejection rejection, int row) =>
        rejection.ToProblem(new Dictionary<string, object?> { ["row"] = row });
}
