namespace Portal.Downloads.Domain;

/// <summary>A file that somebody got a link to, under a license. Rows are never updated or deleted: the database refuses.</summary>
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
