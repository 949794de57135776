using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licenses.Audit;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>Issues up to 5,000 licenses, all or none. The same batch again: the licenses that are there.</summary>
internal static class IssueBatch
{
    public sealed record Response(IReadOnlyList<ManagedLicense> Items);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/licenses/batches/{batchId:guid}", Handle);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Guid batchId,
        LicenseBatch request,
        Actor actor,
        LicenseBatches batches,
        CancellationToken cancellationToken
    )
    {
        var result = await batches.Issue(batchId, request, actor, cancellationToken);
        if (!result.Is(out var issued, out var rejection))
            return rejection.ToProblem();
        var response = new Response(issued.Items);
        return issued.IsNew ? TypedResults.Created((string?)null, response) : TypedResults.Ok(response);
    }
}
