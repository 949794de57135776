using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.Downloads.Links;
using Portal.Downloads.Queries;

namespace Portal.Downloads.Features.Internal;

/// <summary>The files that a license covers, newest version first, each with a link of 15 minutes. For Activation, which speaks with the program.</summary>
internal static class ListDownloadables
{
    private const int Max = 200;

    public sealed record Response(IReadOnlyList<Item> Items);

    public sealed record Item(
        Guid Id,
        Guid ProductId,
        string Version,
        string? Notes,
        DateTimeOffset ReleasedAt,
        string FileName,
        long Size,
        string Sha256,
        string Url
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses/{licenseId:guid}/downloadables", Handle);

    private static async Task<Ok<Response>> Handle(
        Guid licenseId,
        DownloadDb db,
        FileAddresses addresses,
        DownloadSettings settings,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (await db.RightsOf(licenseId, cancellationToken) is not { } license)
            return TypedResults.Ok(new Response([]));
        var releases = await db
            .Releases.AsNoTracking()
            .Include(release => release.Artifacts)
            .Where(release => release.ProductId == license.ProductId)
            .ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var items = releases
            .Where(release => license.Rights.Cover(release, now))
            .OrderByDescending(release => release.Version)
            .SelectMany(release =>
                release
                    .Artifacts.OrderBy(artifact => artifact.FileName.Text, StringComparer.Ordinal)
                    .Select(artifact => Show(release, artifact))
            );
        return TypedResults.Ok(new Response([.. items.Take(Max)]));

        Item Show(Release release, Artifact artifact) =>
            new(
                artifact.Id,
                release.ProductId,
                release.Version.Text,
                release.Notes,
                release.ReleasedAt,
                artifact.FileName.Text,
                artifact.Size,
                artifact.Sha256,
                settings.FilesUrl
                    + addresses.Create(artifact.Id, artifact.FileName, now, FileAddresses.ProgramLifetime).Address
            );
    }
}
