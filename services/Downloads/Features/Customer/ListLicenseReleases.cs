using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.Downloads.Queries;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Customer;

/// <summary>What one license gives: the releases that it covers, or why it gives none.</summary>
internal static class ListLicenseReleases
{
    /// <param name="Refusal">Why nothing is offered, whatever the version; null where releases are.</param>
    /// <param name="Releases">Those that the license covers, newest version first. Each of their files can be downloaded.</param>
    /// <param name="NotCovered">The newest stable release, where the license does not cover it.</param>
    public sealed record Response(
        RefusalItem? Refusal,
        IReadOnlyList<ReleaseItem> Releases,
        NotCoveredItem? NotCovered
    );

    /// <param name="Code">That of the rule that fails, as in diagnostics.</param>
    public sealed record RefusalItem(string Code, string Detail);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/licenses/{licenseId:guid}/releases", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Caller caller,
        DownloadDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (await db.RightsOf(caller, licenseId, cancellationToken) is not { } license)
            return Problems.NotFound();
        var now = clock.GetUtcNow();
        if (license.Rights.Refusal(now) is { } refusal)
            return TypedResults.Ok(new Response(Show(refusal), [], null));
        var releases = await db
            .Releases.AsNoTracking()
            .Include(release => release.Artifacts)
            .Where(release => release.ProductId == license.ProductId)
            .ToListAsync(cancellationToken);
        var offer = Offer.Of([license.Rights], releases, now);
        return TypedResults.Ok(
            new Response(null, [.. offer.Covered.Select(ReleaseItem.Of)], NotCoveredItem.Of(offer.Newer))
        );
    }

    private static RefusalItem Show(Verdict refusal) => new(refusal.Code, refusal.Detail);
}
