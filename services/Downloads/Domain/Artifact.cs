namespace Portal.Downloads.Domain;

/// <summary>A file of a release for one platform and architecture. It exists only once all of its bytes are stored.</summary>
internal sealed class Artifact
{
    public required Guid Id { get; init; }
    public required Guid ReleaseId { get; init; }
    public required FileName FileName { get; init; }
    public required ArtifactKind Kind { get; init; }
    public required string Platform { get; init; }
    public required string Arch { get; init; }
    public required long Size { get; init; }

    /// <summary>64 lower-case hex digits.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset StoredAt { get; init; }

    public bool IsSameAs(Artifact other) =>
        (Id, ReleaseId, FileName, Kind, Platform, Arch, Size, Sha256)
        == (
            other.Id,
            other.ReleaseId,
            other.FileName,
            other.Kind,
            other.Platform,
            other.Arch,
            other.Size,
            other.Sha256
        );
}

internal enum ArtifactKind
{
    Installer,
    Documentation,
}
