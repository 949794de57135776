using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Licensing.Data;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Management;

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
    ) =>
        await batches.Issue(batchId, request, actor, cancellationToken) switch
        {
            { Rejection: { } rejection } => rejection.ToProblem(),
            { IsNew: true } issued => TypedResults.Created((string?)null, new Response(issued.Items)),
            var known => TypedResults.Ok(new Response(known.Items)),
        };
}
