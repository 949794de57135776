using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Slots;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Frees the slots of many devices in one step, over several licenses too: all of them, or none and the reason.</summary>
internal static class DeactivateActivations
{
    public sealed record Request([property: MinLength(1), MaxLength(100)] IReadOnlyList<Guid> Ids);

    public sealed record Response(IReadOnlyList<ActivationRow> Items);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/activations/deactivate", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        Caller caller,
        ActivationDb db,
        RemoteDeactivation remote,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var ids = request.Ids.Distinct().ToList();
        var mine = db.ActivationsVisibleTo(caller).Where(row => ids.Contains(row.Activation.Id));
        var licenses = await mine.Select(row => row.License.Id).ToListAsync(cancellationToken);
        if (licenses.Count < ids.Count)
            return Problems.NotFound();
        var rejection = await remote.Deactivate([.. licenses.Distinct()], ids, caller, cancellationToken);
        return rejection is not null
            ? rejection.ToProblem()
            : TypedResults.Ok(
                new Response([
                    .. (await mine.OrderByDescending(row => row.Activation.Id).ToListAsync(cancellationToken)).Select(
                        row => ActivationRow.Of(row, clock.GetUtcNow())
                    ),
                ])
            );
    }
}
