using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features;

internal static class ListProducts
{
    /// <summary>Nothing is listed that would then be refused.</summary>
    public sealed record Response(IReadOnlyList<ProductItem> Products);

    /// <param name="Releases">Newest version first.</param>
    public sealed record ProductItem(Guid Id, string Slug, string Name, IReadOnlyList<ReleaseItem> Releases);

    public sealed record ReleaseItem(Guid Id, string Version, ReleaseChannel Channel, DateTimeOffset ReleasedAt, string? Notes, IReadOnlyList<ArtifactItem> Artifacts);

    /// <param name="Sha256">64 lower-case hex digits.</param>
    public sealed record ArtifactItem(Guid Id, string FileName, ArtifactKind Kind, string Platform, string Arch, long Size, string Sha256);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/products", Handle);

    private static async Task<Ok<Response>> Handle(Caller caller, DownloadDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rights = await db.RightsOf(caller, cancellationToken);
        var productIds = rights.Select(product => product.Key).ToList();
        var products = await db.Products.AsNoTracking().Where(product => productIds.Contains(product.Id))
            .OrderBy(product => product.Name).ThenBy(product => product.Id).ToListAsync(cancellationToken);
        var releases = (await db.Releases.AsNoTracking().Include(release => release.Artifacts)
                .Where(release => productIds.Contains(release.ProductId) && release.Artifacts.Count > 0).ToListAsync(cancellationToken))
            .Where(release => rights[release.ProductId].Any(right => right.Cover(release, now)))
            .ToLookup(release => release.ProductId);
        return TypedResults.Ok(new Response([.. products.Where(product => releases.Contains(product.Id)).Select(product => Show(product, releases[product.Id]))]));
    }

    private static ProductItem Show(ProductCopy product, IEnumerable<Release> releases) => new(product.Id, product.Slug, product.Name,
        [.. releases.OrderByDescending(release => release.Version).ThenByDescending(release => release.ReleasedAt).Select(Show)]);

    private static ReleaseItem Show(Release release) => new(release.Id, release.Version.Text, release.Channel, release.ReleasedAt, release.Notes,
        [.. release.Artifacts.OrderBy(artifact => artifact.Kind).ThenBy(artifact => artifact.Platform, StringComparer.Ordinal)
            .ThenBy(artifact => artifact.Arch, StringComparer.Ordinal).ThenBy(artifact => artifact.FileName.Text, StringComparer.Ordinal).Select(Show)]);

    private static ArtifactItem Show(Artifact artifact) =>
        new(artifact.Id, artifact.FileName.Text, artifact.Kind, artifact.Platform, artifact.Arch, artifact.Size, artifact.Sha256);
}
