using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Portal.Downloads.Data;
using Portal.Downloads.Domain;
using Portal.Downloads.Links;
using Portal.Downloads.Storage;
using Portal.ServiceDefaults;

namespace Portal.Downloads.Features.Customer;

/// <summary>The bytes of a file, whole or in ranges, by the signed address that a link led to.</summary>
internal static class FetchFile
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapMethods("/files/{artifactId:guid}/{fileName}", [HttpMethods.Get, HttpMethods.Head], Handle)
            .AllowAnonymous()
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status410Gone)
            .OnListener(DownloadSettings.FilesListener);

    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> Handle(
        Guid artifactId,
        string fileName,
        string? expires,
        string? signature,
        HttpRequest request,
        HttpResponse response,
        DownloadDb db,
        FileAddresses addresses,
        FileStore files,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        long? expiry = long.TryParse(expires, System.Globalization.NumberStyles.None, null, out var seconds)
            ? seconds
            : null;
        var (begun, now) = (PartOf(request), clock.GetUtcNow());
        var status = addresses.Read(artifactId, fileName, expiry, signature, resumes: false, now);
        if (status == LinkStatus.Forged)
            return Rejections.AddressForged.ToProblem();
        var late = status == LinkStatus.Expired;
        if (
            late
            && (
                begun is null
                || addresses.Read(artifactId, fileName, expiry, signature, resumes: true, now) == LinkStatus.Expired
            )
        )
            return Rejections.AddressExpired.ToProblem();
        if (
            await db.Artifacts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == artifactId, cancellationToken)
            is not { } artifact
        )
            return Problems.NotFound();
        var tag = new EntityTagHeaderValue($"\"{artifact.Sha256}\"");
        if (late && !begun!.Compare(tag, useStrongComparison: true))
            return Rejections.AddressExpired.ToProblem();

        response.Headers.CacheControl = "private";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.PhysicalFile(
            files.PathOf(artifact.Sha256),
            "application/octet-stream",
            artifact.FileName.Text,
            artifact.StoredAt,
            tag,
            enableRangeProcessing: true
        );
    }

    /// <summary>The bytes that the client has a beginning of (RFC 9110, section 13.1.5); null if it asks from the start.</summary>
    private static EntityTagHeaderValue? PartOf(HttpRequest request)
    {
        var headers = request.GetTypedHeaders();
        return headers.Range?.Ranges.FirstOrDefault()?.From > 0 ? headers.IfRange?.EntityTag : null;
    }
}
