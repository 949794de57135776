using Portal.Rules;

namespace Portal.Downloads.Domain;

/// <summary>What licenses of one product give of its releases.</summary>
/// <param name="Covered">By at least one of them, newest version first.</param>
/// <param name="Newer">The newest stable release, where none of them covers it and it is newer than what they do.</param>
internal sealed record Offer(IReadOnlyList<Release> Covered, NotCovered? Newer)
{
    public static Offer Of(
        IReadOnlyCollection<DownloadRights> rights,
        IEnumerable<Release> releases,
        DateTimeOffset now
    )
    {
        var published = releases
            .Where(release => release.Artifacts.Count > 0)
            .OrderByDescending(release => release.Version)
            .ThenByDescending(release => release.ReleasedAt)
            .ToList();
        var covered = published.Where(release => rights.Any(right => right.Cover(release, now))).ToList();
        var newest = published.Find(release => !release.IsPreRelease);
        return new Offer(covered, newest is null || covered.Contains(newest) ? null : Nearest(rights, newest, now));
    }

    /// <summary>Of several licenses, the one that needs least: time before another version.</summary>
    private static NotCovered? Nearest(IEnumerable<DownloadRights> rights, Release release, DateTimeOffset now) =>
        rights
            .Select(right => right.Missing(release, now))
            .OfType<NotCovered>()
            .OrderByDescending(missing => missing.UpdatesEndedAt)
            .ThenByDescending(missing => missing.MaxMajorVersion)
            .FirstOrDefault();
}
