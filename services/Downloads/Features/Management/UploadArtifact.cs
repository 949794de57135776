using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.Downloads.Storage;
using Portal.Messaging;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Management;

/// <summary>Stores a file of a release. The same bytes under the same id are no second file.</summary>
internal static partial class UploadArtifact
{
    private const string Word = "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$";

    /// <param name="FileName">Name that the customer saves the file under.</param>
    /// <param name="Kind"><c>installer</c> or <c>documentation</c>.</param>
    /// <param name="Platform"><c>windows</c>, <c>linux</c>, <c>macos</c>, <c>any</c> or another word; synonyms such as <c>win32</c> and <c>darwin</c> are stored as these.</param>
    /// <param name="Arch"><c>x64</c>, <c>arm64</c>, <c>any</c> or another word; synonyms such as <c>amd64</c> and <c>aarch64</c> are stored as these.</param>
    public sealed record Description(
        [property: FromQuery] string FileName,
        [property: FromQuery, AllowedValues("installer", "documentation")] string Kind,
        [property: FromQuery, RegularExpression(Word)] string Platform,
        [property: FromQuery, RegularExpression(Word)] string Arch
    );

    public sealed record Response(
        Guid Id,
        Guid ReleaseId,
        string FileName,
        ArtifactKind Kind,
        string Platform,
        string Arch,
        long Size,
        string Sha256
    );

    public static void Map(RouteGroupBuilder group, long maxBytes) =>
        group
            .MapPut("/releases/{releaseId:guid}/artifacts/{artifactId:guid}", Handle)
            .Accepts<Stream>("application/octet-stream")
            .WithMetadata(new RequestSizeLimitAttribute(maxBytes));

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Guid releaseId,
        Guid artifactId,
        [AsParameters] Description description,
        HttpRequest request,
        DownloadDb db,
        FileStore files,
        TimeProvider clock,
        ILogger<Artifact> logger,
        CancellationToken cancellationToken
    )
    {
        if (!FileName.TryParse(description.FileName, out var fileName))
            return Rejections.FileNameRefused.ToProblem();
        if (!await db.Releases.AnyAsync(release => release.Id == releaseId, cancellationToken))
            return Problems.NotFound();

        await using var upload = await files.Receive(request.Body, cancellationToken);
        if (upload.Size == 0)
            return Rejections.ArtifactEmpty.ToProblem();
        var artifact = new Artifact
        {
            Id = artifactId,
            ReleaseId = releaseId,
            FileName = fileName,
            Kind = Enum.Parse<ArtifactKind>(description.Kind, ignoreCase: true),
            Platform = Platforms.Platform(description.Platform),
            Arch = Platforms.Arch(description.Arch),
            Size = upload.Size,
            Sha256 = upload.Sha256,
            StoredAt = clock.GetUtcNow(),
        };
        if (await Find(db, artifactId, cancellationToken) is { } existing)
            return Repeated(existing, artifact);

        upload.Commit();
        db.Artifacts.Add(artifact);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            return await Find(db, artifactId, cancellationToken) is { } rival
                ? Repeated(rival, artifact)
                : Rejections.ArtifactExists.ToProblem();
        }
        Stored(logger, artifact.Id, releaseId, artifact.Size);
        return TypedResults.Created((Uri?)null, Show(artifact));
    }

    private static Task<Artifact?> Find(DownloadDb db, Guid artifactId, CancellationToken cancellationToken) =>
        db.Artifacts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == artifactId, cancellationToken);

    private static Results<Created<Response>, Ok<Response>, ProblemHttpResult> Repeated(
        Artifact existing,
        Artifact artifact
    ) => existing.IsSameAs(artifact) ? TypedResults.Ok(Show(existing)) : Rejections.ArtifactDiffers.ToProblem();

    private static Response Show(Artifact artifact) =>
        new(
            artifact.Id,
            artifact.ReleaseId,
            artifact.FileName.Text,
            artifact.Kind,
            artifact.Platform,
            artifact.Arch,
            artifact.Size,
            artifact.Sha256
        );

    [LoggerMessage(LogLevel.Information, "Stored artifact {ArtifactId} of release {ReleaseId}, {Size} bytes")]
    private static partial void Stored(ILogger logger, Guid artifactId, Guid releaseId, long size);
}
