using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Data;
using Portal.Downloads.Queries;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Customer;

/// <summary>
/// What was new in each version of a product, newest first: for everybody where the vendor publishes it, else for those who have
/// a license of the product. For all others there is no such product.
/// </summary>
internal static class ReadChangelog
{
    private const int Max = 100;

    /// <param name="HasPreReleases">There are some, shown or not.</param>
    public sealed record Response(string Slug, string Name, bool HasPreReleases, IReadOnlyList<Item> Items);

    public sealed record Item(string Version, ReleaseChannel Channel, DateTimeOffset ReleasedAt, string? Notes);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/changelogs/{slug}", Handle).AllowAnonymous();

    /// <param name="preReleases">True: those too. Left out: only what was ready for everybody.</param>
    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        [MaxLength(100)] string slug,
        bool? preReleases,
        Caller? caller,
        DownloadDb db,
        CancellationToken cancellationToken
    )
    {
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(row => row.Slug == slug, cancellationToken);
        if (
            product is null
            || !(
                product.ChangelogPublic
                || (caller is not null && await db.HasLicense(caller, product.Id, cancellationToken))
            )
        )
            return Problems.NotFound();
        var releases = await db.ChangelogOf(product.Id, preReleases ?? false, Max, cancellationToken);
        var hasPreReleases = await db.Releases.AnyAsync(
            release =>
                release.ProductId == product.Id
                && release.Artifacts.Count > 0
                && release.Channel == ReleaseChannel.Beta,
            cancellationToken
        );
        return TypedResults.Ok(
            new Response(
                product.Slug,
                product.Name,
                hasPreReleases,
                [
                    .. releases.Select(release => new Item(
                        release.Version.Text,
                        release.Channel,
                        release.ReleasedAt,
                        release.Notes
                    )),
                ]
            )
        );
    }
}
