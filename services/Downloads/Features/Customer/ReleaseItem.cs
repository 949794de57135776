using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Domain;

namespace Portal.Downloads.Features.Customer;

/// <summary>A release that may be downloaded.</summary>
internal sealed record ReleaseItem(
    Guid Id,
    string Version,
    ReleaseChannel Channel,
    DateTimeOffset ReleasedAt,
    string? Notes,
    IReadOnlyList<ArtifactItem> Artifacts
)
{
    public static ReleaseItem Of(Release release) =>
        new(
            release.Id,
            release.Version.Text,
            release.Channel,
            release.ReleasedAt,
            release.Notes,
            [
                .. release
                    .Artifacts.OrderBy(artifact => artifact.Kind)
                    .ThenBy(artifact => artifact.Platform, StringComparer.Ordinal)
                    .ThenBy(artifact => artifact.Arch, StringComparer.Ordinal)
                    .ThenBy(artifact => artifact.FileName.Text, StringComparer.Ordinal)
                    .Select(ArtifactItem.Of),
            ]
        );
}

/// <param name="Sha256">64 lower-case hex digits.</param>
internal sealed record ArtifactItem(
    Guid Id,
    string FileName,
    ArtifactKind Kind,
    string Platform,
    string Arch,
    long Size,
    string Sha256
)
{
    public static ArtifactItem Of(Artifact artifact) =>
        new(
            artifact.Id,
            artifact.FileName.Text,
            artifact.Kind,
            artifact.Platform,
            artifact.Arch,
            artifact.Size,
            artifact.Sha256
        );
}

/// <summary>The newest stable release, which is not covered: what there would be after a renewal, or with another license.</summary>
/// <param name="UpdatesEndedAt">It was released later than this. Null: it is not about time.</param>
/// <param name="MaxMajorVersion">Versions up to this one are covered. Null: it is not about the version.</param>
internal sealed record NotCoveredItem(
    string Version,
    DateTimeOffset ReleasedAt,
    DateTimeOffset? UpdatesEndedAt,
    int? MaxMajorVersion
)
{
    public static NotCoveredItem? Of(NotCovered? missing) =>
        missing is null
            ? null
            : new(
                missing.Release.Version.Text,
                missing.Release.ReleasedAt,
                missing.UpdatesEndedAt,
                missing.MaxMajorVersion
            );
}
