using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>The audit, oldest first, in pages: of everything in this service, or of one license, product or policy. Refused attempts are in it.</summary>
internal static class FindAudit
{
    /// <param name="Since">Nothing older.</param>
    /// <param name="Cursor">The <c>next</c> of the page before.</param>
    /// <param name="Size">Rows a page. Default: 200.</param>
    public sealed record Query(
        Guid? LicenseId,
        Guid? ProductId,
        Guid? PolicyId,
        DateTimeOffset? Since,
        Cursor? Cursor,
        [property: Range(1, 1000)] int? Size
    );

    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<Entry> Items, string? Next);

    /// <param name="Action">What was done, or <c>…-refused</c>.</param>
    /// <param name="Detail">What the operator said; of a refusal, its code.</param>
    public sealed record Entry(
        Guid Id,
        Guid? LicenseId,
        Guid? ProductId,
        Guid? PolicyId,
        DateTimeOffset At,
        string Actor,
        string Action,
        bool VisibleToCustomer,
        string? Detail,
        JsonElement? Before,
        JsonElement? After,
        string? RequestId,
        string? TraceId
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/audit", Handle);

    private static async Task<Ok<Response>> Handle(
        [AsParameters] Query query,
        LicenseDb db,
        CancellationToken cancellationToken
    )
    {
        var size = query.Size ?? 200;
        var found = db.Audit.AsNoTracking();
        if (query.LicenseId is { } licenseId)
            found = found.Where(record => record.LicenseId == licenseId);
        if (query.ProductId is { } productId)
            found = found.Where(record => record.ProductId == productId);
        if (query.PolicyId is { } policyId)
            found = found.Where(record => record.PolicyId == policyId);
        if (query.Since?.ToUniversalTime() is { } since)
            found = found.Where(record => record.At >= since);
        if (query.Cursor is { } cursor)
            found = found.Where(record =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(record.At, record.Id),
                    ValueTuple.Create(cursor.At, cursor.Id)
                )
            );
        var page = await found
            .OrderBy(record => record.At)
            .ThenBy(record => record.Id)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new Response(
                [.. page.Take(size).Select(View)],
                page.Count > size ? new Cursor(page[size - 1].At, page[size - 1].Id).ToString() : null
            )
        );
    }

    private static Entry View(AuditRecord record) =>
        new(
            record.Id,
            record.LicenseId,
            record.ProductId,
            record.PolicyId,
            record.At,
            record.Actor,
            record.Action,
            record.VisibleToCustomer,
            record.Detail,
            record.Before?.RootElement,
            record.After?.RootElement,
            record.RequestId,
            record.TraceId
        );
}
