using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Downloads.Data;
using Portal.Downloads.Queries;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Internal;

/// <summary>What was new in each version of a product, newest first; pre-releases where asked. 404 where the vendor does not publish it.</summary>
internal static class ShowChangelog
{
    private const int Max = 50;

    public sealed record Response(IReadOnlyList<Item> Items);

    public sealed record Item(string Version, string? Notes, DateTimeOffset ReleasedAt);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/products/{productId:guid}/changelog", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid productId,
        bool? preReleases,
        DownloadDb db,
        CancellationToken cancellationToken
    )
    {
        if (
            !await db.Products.AnyAsync(
                product => product.Id == productId && product.ChangelogPublic,
                cancellationToken
            )
        )
            return Problems.NotFound();
        var releases = await db.ChangelogOf(productId, preReleases ?? false, Max, cancellationToken);
        return TypedResults.Ok(
            new Response([
                .. releases.Select(release => new Item(release.Version.Text, release.Notes, release.ReleasedAt)),
            ])
        );
    }
}
