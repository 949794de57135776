using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Domain;
using Portal.Activations.Validation;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.Native;

/// <summary>A link to a file of an update, good for 15 minutes; 403 with the verdict where no file may be fetched, 404 for a file that the license does not cover.</summary>
internal static class CreateDownload
{
    /// <param name="ArtifactId">Of the file, as an update names it.</param>
    /// <param name="ActivationId">The device that asks; it is checked as in a validation.</param>
    public sealed record Request(Guid ArtifactId, Guid? ActivationId);

    /// <param name="Url">Whoever has it may fetch the file.</param>
    public sealed record Response(string Url, DateTimeOffset ExpiresAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/downloads", Handle);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Request request,
        ClaimsPrincipal program,
        LicenseValidator validator,
        DownloadService downloads,
        CancellationToken cancellationToken
    )
    {
        if (
            await validator.PreviewForFiles(
                LicenseKeyAuthentication.KeyOf(program),
                request.ActivationId,
                product: null,
                cancellationToken
            )
            is not { } result
        )
            return Problems.NotFound();
        var verdict = result.ForFiles();
        if (!verdict.Valid)
            return Rejections.Refused(verdict).ToProblem();
        return await downloads.CreateLink(result.License!.License.Id, request.ArtifactId, cancellationToken) is { } link
            ? TypedResults.Created(link.Url, new Response(link.Url, link.ExpiresAt))
            : Problems.NotFound();
    }
}
