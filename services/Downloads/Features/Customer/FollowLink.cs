using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.Downloads.Links;
using Portal.Downloads.Queries;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Customer;

/// <summary>Where a link leads: the address of its file, good for a minute.</summary>
internal static class FollowLink
{
    /// <param name="Url">Of the bytes, for one minute; whoever has it may fetch them.</param>
    public sealed record Response(string Url, DateTimeOffset ExpiresAt);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/links/{token}", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        string token,
        Caller caller,
        DownloadDb db,
        SessionLinks links,
        FileAddresses addresses,
        DownloadSettings settings,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        switch (links.Read(token, caller.SessionId, now, out var artifactId))
        {
            case LinkStatus.Expired:
                return Rejections.LinkExpired.With("artifactId", artifactId).ToProblem();
            case LinkStatus.OfAnotherSession:
                return Rejections.LinkOfAnotherSession.ToProblem();
            case LinkStatus.Forged:
                return Problems.NotFound();
        }
        if (await db.FindEntitled(caller, artifactId, now, cancellationToken) is not { } artifact)
            return Problems.NotFound();
        var (address, expiresAt) = addresses.Create(artifact.Id, artifact.FileName, now);
        return TypedResults.Ok(new Response(settings.FilesUrl + address, expiresAt));
    }
}
