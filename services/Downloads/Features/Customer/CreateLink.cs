using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Downloads.Data;
using Portal.Downloads.Links;
using Portal.Downloads.Queries;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Customer;

/// <summary>A link to a file that the caller may download, bound to the session and good for 15 minutes.</summary>
internal static class CreateLink
{
    /// <param name="LicenseId">The license whose page it is downloaded from. Default: the oldest that covers the file.</param>
    public sealed record Query(Guid? LicenseId);

    /// <param name="Url">At the portal; works in the session that asked for it.</param>
    public sealed record Response(string Url, DateTimeOffset ExpiresAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/artifacts/{artifactId:guid}/links", Handle);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Guid artifactId,
        [AsParameters] Query query,
        Caller caller,
        DownloadDb db,
        SessionLinks links,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (await db.FindEntitled(caller, artifactId, now, cancellationToken, query.LicenseId) is not { } artifact)
            return Problems.NotFound();
        if ((query.LicenseId ?? await db.LicenseFor(caller, artifact, now, cancellationToken)) is { } licenseId)
            await db.Record(artifact, licenseId, caller.UserId, now, cancellationToken);
        var (token, expiresAt) = links.Create(artifactId, caller.SessionId, now);
        // A fresh link made of an expired one is recorded under the same license again.
        var url = $"/downloads/links/{token}" + (query.LicenseId is { } license ? $"?license={license}" : "");
        return TypedResults.Created(url, new Response(url, expiresAt));
    }
}
