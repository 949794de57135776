using Portal.Rules;

namespace Portal.Downloads.Domain;

/// <summary>A release that a license does not cover, and what it would need.</summary>
internal sealed record NotCovered(Release Release, DateTimeOffset? UpdatesEndedAt, int? MaxMajorVersion);

internal static class ReleaseRights
{
    public static bool Cover(this DownloadRights rights, Release release, DateTimeOffset now) =>
        rights.Cover(release.Version.Text, release.ReleasedAt, now);

    /// <inheritdoc cref="DownloadRights.Missing"/>
    public static NotCovered? Missing(this DownloadRights rights, Release release, DateTimeOffset now) =>
        rights.Missing(release.Version.Text, release.ReleasedAt, now) is { } missing
            ? new(release, missing.MaintenanceEndedAt, missing.MaxMajorVersion)
            : null;
}
