using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Downloads.V1;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;

namespace Portal.Downloads.Queries;

internal static class ChangelogQueries
{
    /// <summary>Published versions of a product, newest first.</summary>
    /// <param name="preReleases">False: what was ready for everybody, with its corrections.</param>
    public static async Task<IReadOnlyList<Release>> ChangelogOf(
        this DownloadDb db,
        Guid productId,
        bool preReleases,
        int max,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await db
                    .Releases.AsNoTracking()
                    .Where(release =>
                        release.ProductId == productId
                        && release.Artifacts.Count > 0
                        && (preReleases || release.Channel != ReleaseChannel.Beta)
                    )
                    .ToListAsync(cancellationToken)
            )
                .OrderByDescending(release => release.Version)
                .ThenByDescending(release => release.ReleasedAt)
                .Take(max),
        ];
}
