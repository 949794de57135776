using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Contracts.Activations.V1;

namespace Portal.Activations.Features.Management;

/// <summary>All activations in full, also the ended ones, in pages by id.</summary>
internal static class ListActivations
{
    /// <param name="Next">The <c>cursor</c> of the next page; null on the last.</param>
    public sealed record Response(IReadOnlyList<Row> Items, Guid? Next);

    /// <param name="Uncounted">It takes no slot.</param>
    /// <param name="Fingerprint">Components of the machine, hashed.</param>
    public sealed record Row(
        Guid Id,
        Guid LicenseId,
        ActivationKind Kind,
        string Identifier,
        string? Name,
        string? Platform,
        string? AppVersion,
        string? Ip,
        bool Uncounted,
        IReadOnlyList<string>? Fingerprint,
        DateTimeOffset FirstSeenAt,
        DateTimeOffset? LastSeenAt,
        DateTimeOffset? DeactivatedAt,
        DeactivatedBy? DeactivatedBy
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/activations", Handle);

    private static async Task<Ok<Response>> Handle(
        Guid? licenseId,
        Guid? cursor,
        [Range(1, 1000)] int? size,
        ActivationDb db,
        CancellationToken cancellationToken
    )
    {
        var rows = size ?? 200;
        var page = await db
            .Activations.AsNoTracking()
            .Where(row => (licenseId == null || row.LicenseId == licenseId) && (cursor == null || row.Id > cursor))
            .OrderBy(row => row.Id)
            .Take(rows + 1)
            .Select(row => new Row(
                row.Id,
                row.LicenseId,
                row.Kind,
                row.Identifier,
                row.Name,
                row.Platform,
                row.AppVersion,
                row.Ip,
                row.Uncounted,
                row.Fingerprint,
                row.FirstSeenAt,
                row.LastSeenAt,
                row.DeactivatedAt,
                row.DeactivatedBy
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response([.. page.Take(rows)], page.Count > rows ? page[rows - 1].Id : null));
    }
}
