using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;

namespace Portal.Downloads.Features.Management;

/// <summary>All releases with their files, in pages by id.</summary>
internal static class ListReleases
{
    /// <param name="Next">The <c>cursor</c> of the next page; null on the last.</param>
    public sealed record Response(IReadOnlyList<Item> Items, Guid? Next);

    public sealed record Item(
        Guid Id,
        Guid ProductId,
        string Version,
        ReleaseChannel Channel,
        DateTimeOffset ReleasedAt,
        string? Notes,
        DateTimeOffset PublishedAt,
        IReadOnlyList<File> Artifacts
    );

    /// <param name="Sha256">64 lower-case hex digits.</param>
    public sealed record File(
        Guid Id,
        string FileName,
        ArtifactKind Kind,
        string Platform,
        string Arch,
        long Size,
        string Sha256,
        DateTimeOffset StoredAt
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/releases", Handle);

    private static async Task<Ok<Response>> Handle(
        Guid? productId,
        Guid? cursor,
        [Range(1, 500)] int? size,
        DownloadDb db,
        CancellationToken cancellationToken
    )
    {
        var rows = size ?? 100;
        var page = await db
            .Releases.AsNoTracking()
            .Include(release => release.Artifacts)
            .Where(release =>
                (productId == null || release.ProductId == productId) && (cursor == null || release.Id > cursor)
            )
            .OrderBy(release => release.Id)
            .Take(rows + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new Response([.. page.Take(rows).Select(Show)], page.Count > rows ? page[rows - 1].Id : null)
        );
    }

    private static Item Show(Release release) =>
        new(
            release.Id,
            release.ProductId,
            release.Version.Text,
            release.Channel,
            release.ReleasedAt,
            release.Notes,
            release.PublishedAt,
            [.. release.Artifacts.OrderBy(artifact => artifact.Id).Select(Show)]
        );

    private static File Show(Artifact artifact) =>
        new(
            artifact.Id,
            artifact.FileName.Text,
            artifact.Kind,
            artifact.Platform,
            artifact.Arch,
            artifact.Size,
            artifact.Sha256,
            artifact.StoredAt
        );
}
