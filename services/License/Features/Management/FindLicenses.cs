using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Management;

/// <summary>All licenses in pages by id, or one.</summary>
internal static class FindLicenses
{
    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<ManagedLicense> Items, Guid? Next);

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/licenses", List);
        group.MapGet("/licenses/{licenseId:guid}", One);
    }

    private static async Task<Ok<Response>> List(Guid? cursor, [Range(1, 1000)] int? size, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var page = await db.Licenses.AsNoTracking().Where(license => cursor == null || license.Id > cursor).OrderBy(license => license.Id).Take(size ?? 200).ToListAsync(cancellationToken);
        var products = await db.Products.AsNoTracking().ToDictionaryAsync(product => product.Id, cancellationToken);
        var now = clock.GetUtcNow();
        return TypedResults.Ok(new Response([.. page.Select(license => ManagedLicense.Of(license, products[license.ProductId], now))], page.Count == (size ?? 200) ? page[^1].Id : null));
    }

    private static async Task<Results<Ok<ManagedLicense>, ProblemHttpResult>> One(Guid licenseId, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        License? license = await db.Licenses.AsNoTracking().SingleOrDefaultAsync(row => row.Id == licenseId, cancellationToken);
        if (license is null)
            return Problems.NotFound();
        var product = await db.Products.FindAsync([license.ProductId], cancellationToken);
        return TypedResults.Ok(ManagedLicense.Of(license, product!, clock.GetUtcNow()));
    }
}
