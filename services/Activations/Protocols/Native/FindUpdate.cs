using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Domain;
using Portal.Activations.Signing;
using Portal.Activations.Validation;
using Portal.Contracts.Downloads.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.Native;

/// <summary>
/// The newest version that the license covers and the program does not have, or 204; 403 with the verdict where no file may be
/// fetched. A version beyond what the license covers is named in a header.
/// </summary>
internal static class FindUpdate
{
    private const string NotCovered = "X-Newer-Release-Not-Covered";

    /// <param name="Product">Slug of the product that asks.</param>
    /// <param name="Version">The one that is installed. Default: none, so that the newest is offered.</param>
    /// <param name="Channel">Default: stable, which has the hotfixes too; beta has everything.</param>
    /// <param name="Platform">With the synonyms of other tools. Default: all.</param>
    /// <param name="ActivationId">The device that asks; it is checked as in a validation.</param>
    public sealed record Query(
        [property: MaxLength(64)] string? Product,
        [property: MaxLength(100)] string? Version,
        AnyCase<ReleaseChannel>? Channel,
        [property: MaxLength(32)] string? Platform,
        [property: MaxLength(32)] string? Arch,
        Guid? ActivationId
    );

    public sealed record Response(
        string Version,
        ReleaseChannel Channel,
        DateTimeOffset ReleasedAt,
        string? Notes,
        IReadOnlyList<Artifact> Artifacts
    );

    /// <param name="Sha256">64 lower-case hex digits.</param>
    /// <param name="Signature">Over the file's name, size and SHA-256.</param>
    public sealed record Artifact(
        Guid Id,
        string FileName,
        string Platform,
        string Arch,
        long Size,
        string Sha256,
        string Signature,
        string KeyId
    );

    public static void Map(RouteGroupBuilder group) => group.MapGet("/updates", Handle);

    private static async Task<Results<Ok<Response>, NoContent, ProblemHttpResult>> Handle(
        [AsParameters] Query query,
        ClaimsPrincipal program,
        HttpResponse response,
        LicenseValidator validator,
        DownloadService downloads,
        KeyRing ring,
        CancellationToken cancellationToken
    )
    {
        if (
            await validator.PreviewForFiles(
                LicenseKeyAuthentication.KeyOf(program),
                query.ActivationId,
                query.Product,
                cancellationToken
            )
            is not { } result
        )
            return Problems.NotFound();
        var verdict = result.ForFiles();
        if (!verdict.Valid)
            return Rejections.Refused(verdict).ToProblem();
        var license = result.License!.License;
        if (
            await downloads.FindUpdate(
                license.Id,
                ProductVersion.InQuery(query.Version),
                query.Channel?.Value,
                query.Platform,
                query.Arch,
                cancellationToken
            )
            is not { } found
        )
            return Rejections.VersionInvalid.ToProblem();
        if (found.Unknown is { } unknown)
            return Rejections.WordUnknown(unknown.Word, unknown.Known).ToProblem();
        if (found.NotCovered is { } beyond)
            response.Headers[NotCovered] = beyond;
        return found.Update is { } update
            ? TypedResults.Ok(Show(update, await ring.Current(cancellationToken)))
            : TypedResults.NoContent();
    }

    private static Response Show(NewRelease release, Signer signer) =>
        new(
            release.Version,
            release.Channel,
            release.ReleasedAt,
            release.Notes,
            [
                .. release.Artifacts.Select(file => new Artifact(
                    file.Id,
                    file.FileName,
                    file.Platform,
                    file.Arch,
                    file.Size,
                    file.Sha256,
                    FileSignature.Of(file.FileName, file.Size, file.Sha256, signer),
                    signer.KeyId
                )),
            ]
        );
}
