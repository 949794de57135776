using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>Devices and domains that the vendor blocked: what needs attention and only Activation knows.</summary>
internal static class ShowAttention
{
    private const int MaxItems = 20;

    /// <param name="Items">The latest first; their status is Blocked.</param>
    /// <param name="Total">All that are blocked: as many as <c>/activations?status=blocked</c> lists.</param>
    /// <param name="Licenses">Each license with a blocked device, and how many.</param>
    public sealed record Response(
        IReadOnlyList<ActivationRow> Items,
        int Total,
        IReadOnlyList<BlockedDevices> Licenses
    );

    public sealed record BlockedDevices(Guid LicenseId, int Count);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/attention", Handle);

    private static async Task<Ok<Response>> Handle(
        Caller caller,
        ActivationDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        // Most vendors block nothing: an empty table answers most callers.
        if (!await db.Blocked.AnyAsync(cancellationToken))
            return TypedResults.Ok(new Response([], 0, []));
        var now = clock.GetUtcNow();
        var blocked = db.ActivationsVisibleTo(caller).InStatus(ActivationStatus.Blocked, db, now);
        var licenses = await blocked
            .GroupBy(row => row.License.Id)
            .Select(rows => new BlockedDevices(rows.Key, rows.Count()))
            .ToListAsync(cancellationToken);
        if (licenses.Count == 0)
            return TypedResults.Ok(new Response([], 0, []));
        var items = await blocked
            .OrderByDescending(row => row.BlockedAt)
            .ThenByDescending(row => row.Activation.Id)
            .Take(MaxItems)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new Response(
                [.. items.Select(row => ActivationRow.Of(row, now))],
                licenses.Sum(license => license.Count),
                licenses
            )
        );
    }
}
