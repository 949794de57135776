using Portal.Downloads.Data;
using Portal.Downloads.Domain;

namespace Portal.Downloads.Features;

/// <summary>A file that somebody was given a link to, under a license. Never updated, never deleted: the database refuses.</summary>
internal sealed class IssuedFile
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid LicenseId { get; init; }
    public required Guid ArtifactId { get; init; }

    /// <summary>Null: the vendor's software fetched it.</summary>
    public Guid? UserId { get; init; }

    public required string FileName { get; init; }
    public required string Version { get; init; }
}

internal static class IssuedFiles
{
    public static async Task Record(
        this DownloadDb db,
        Artifact artifact,
        Guid licenseId,
        Guid? userId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var release = await db.Releases.FindAsync([artifact.ReleaseId], cancellationToken);
        db.IssuedFiles.Add(
            new IssuedFile
            {
                Id = Guid.CreateVersion7(now),
                At = now,
                LicenseId = licenseId,
                ArtifactId = artifact.Id,
                UserId = userId,
                FileName = artifact.FileName.Text,
                Version = release!.Version.Text,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
    }
}
