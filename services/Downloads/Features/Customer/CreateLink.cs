using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Downloads.Data;
using Portal.Downloads.Links;
using Portal.Downloads.Queries;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Customer;

internal static class CreateLink
{
    /// <param name="Url">At the portal; works in the session that asked for it.</param>
    public sealed record Response(string Url, DateTimeOffset ExpiresAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/artifacts/{artifactId:guid}/links", Handle);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Guid artifactId,
        Caller caller,
        DownloadDb db,
        SessionLinks links,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (await db.FindEntitled(caller, artifactId, now, cancellationToken) is not { } artifact)
            return Problems.NotFound();
        if (await db.LicenseFor(caller, artifact, now, cancellationToken) is { } licenseId)
            await db.Record(artifact, licenseId, caller.UserId, now, cancellationToken);
        var (token, expiresAt) = links.Create(artifactId, caller.SessionId, now);
        var url = $"/downloads/links/{token}";
        return TypedResults.Created(url, new Response(url, expiresAt));
    }
}
