using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>The whole list, searched, filtered and sorted like <c>/licenses</c>, as CSV (RFC 4180) with masked keys.</summary>
internal static class ExportLicenses
{
    private static readonly string[] Header =
    [
        "Product",
        "Edition",
        "Key",
        "Status",
        "Activations",
        "Activation limit",
        "Expires",
        "Maintenance ends",
        "Added",
        "License id",
    ];

    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/licenses.csv", Handle).Produces(StatusCodes.Status200OK, contentType: "text/csv");

    private static async Task<PushStreamHttpResult> Handle(
        [AsParameters] ListQuery query,
        Caller caller,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var products = await db.ProductsOf(caller).ToDictionaryAsync(product => product.Id, cancellationToken);
        var found = query.Filter(db.Licenses.AsNoTracking().VisibleTo(caller), products.Values, now);
        var parts = await db.Parts(found, query, products.Values, caller, now, cancellationToken);
        return TypedResults.Stream(Write, "text/csv; charset=utf-8", $"licenses-{now:yyyy-MM-dd}.csv");

        async Task Write(Stream stream)
        {
            // With a byte order mark, so that spreadsheets read the file as UTF-8.
            await using var text = new StreamWriter(
                stream,
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
                leaveOpen: true
            );
            await text.WriteAsync(Csv.Line(Header));
            foreach (var part in parts)
            {
                await foreach (var license in part.AsAsyncEnumerable().WithCancellation(cancellationToken))
                    await text.WriteAsync(
                        Csv.Line(Fields(LicenseRow.Of(license, products[license.ProductId], now), license))
                    );
            }
        }
    }

    private static IEnumerable<object?> Fields(LicenseRow row, License license) =>
        [
            row.Product.Name,
            row.Edition,
            row.MaskedKey,
            row.State,
            row.UsedSlots,
            row.ActivationLimit,
            row.ExpiresAt,
            license.MaintenanceEndsAt,
            row.AddedAt,
            row.Id,
        ];
}
