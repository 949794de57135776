using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Portal.Downloads.Data;
using Portal.Downloads.Storage;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Management;

/// <summary>The bytes of a file, for an operator's export.</summary>
internal static class ReadArtifact
{
    public static void Map(RouteGroupBuilder group) =>
        group
            .MapGet("/artifacts/{artifactId:guid}/content", Handle)
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");

    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> Handle(
        Guid artifactId,
        DownloadDb db,
        FileStore files,
        CancellationToken cancellationToken
    ) =>
        await db.Artifacts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == artifactId, cancellationToken)
            is { } artifact
            ? TypedResults.PhysicalFile(
                files.PathOf(artifact.Sha256),
                "application/octet-stream",
                artifact.FileName.Text,
                artifact.StoredAt,
                new EntityTagHeaderValue($"\"{artifact.Sha256}\""),
                enableRangeProcessing: true
            )
            : Problems.NotFound();
}
