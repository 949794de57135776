using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Protocols.KeyManager;

namespace Portal.Activations.Features.Management;

/// <summary>Usage data that programs sent, in pages by id, the oldest first.</summary>
internal static class ListTelemetry
{
    /// <param name="Next">The <c>cursor</c> of the next page; null on the last.</param>
    public sealed record Response(IReadOnlyList<Row> Items, Guid? Next);

    /// <param name="WellFormed">False: of no supported type.</param>
    public sealed record Row(
        Guid Id,
        Guid ProductId,
        Guid? LicenseId,
        DateTimeOffset At,
        bool WellFormed,
        JsonElement Content
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/telemetry", Handle);

    private static async Task<Ok<Response>> Handle(
        Guid? productId,
        Guid? cursor,
        [Range(1, 1000)] int? size,
        ActivationDb db,
        CancellationToken cancellationToken
    )
    {
        var rows = size ?? 200;
        var page = await db.Set<TelemetryRecord>()
            .AsNoTracking()
            .Where(row => (productId == null || row.ProductId == productId) && (cursor == null || row.Id > cursor))
            .OrderBy(row => row.Id)
            .Take(rows + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new Response(
                [
                    .. page.Take(rows)
                        .Select(row => new Row(
                            row.Id,
                            row.ProductId,
                            row.LicenseId,
                            row.At,
                            row.WellFormed,
                            JsonElement.Parse(row.Content)
                        )),
                ],
                page.Count > rows ? page[rows - 1].Id : null
            )
        );
    }
}
