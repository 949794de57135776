using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Downloads.Data;
using Portal.Downloads.Links;
using Portal.Downloads.Queries;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Internal;

/// <summary>A link to a file that a license covers, for a program, which has no session: whoever has it may fetch the file for 15 minutes.</summary>
internal static class CreateProgramLink
{
    public sealed record Response(string Url, DateTimeOffset ExpiresAt);

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/licenses/{licenseId:guid}/artifacts/{artifactId:guid}/links", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid licenseId,
        Guid artifactId,
        DownloadDb db,
        FileAddresses addresses,
        DownloadSettings settings,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (await db.FindEntitled(licenseId, artifactId, now, cancellationToken) is not { } artifact)
            return Problems.NotFound();
        await db.Record(artifact, licenseId, userId: null, now, cancellationToken);
        var (address, expiresAt) = addresses.Create(artifact.Id, artifact.FileName, now, FileAddresses.ProgramLifetime);
        return TypedResults.Ok(new Response(settings.FilesUrl + address, expiresAt));
    }
}
