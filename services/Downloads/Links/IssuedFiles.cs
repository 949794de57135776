using Portal.Downloads.Data;
using Portal.Downloads.Domain;

namespace Portal.Downloads.Links;

/// <summary>The history of the files that were issued.</summary>
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
