using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Signing;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Protocol;

/// <summary>A signed license file with which the program can do without an answer for a while; 403 with the verdict if there is none to give.</summary>
internal static class IssueLicenseFile
{
    private const int LongestTtl = 10 * 365 * 86_400;

    /// <param name="ActivationId">The device that the file is for. Null: it only tells about the license.</param>
    /// <param name="Ttl">Seconds; at most what the vendor allows, which is also the default.</param>
    /// <param name="Include">More than the usual: <c>metadata</c>.</param>
    public sealed record Request(
        Guid? ActivationId,
        [property: Range(60, LongestTtl)] int? Ttl,
        [property: MaxLength(16)] IReadOnlyList<string>? Include
    );

    public sealed record Response(string LicenseFile, DateTimeOffset ExpiresAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/license-files", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        ClaimsPrincipal program,
        Judge judge,
        LicenseFiles files,
        GivenFiles given,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var hash = LicenseKeyAuthentication.HashOf(program);
        var finding = request.ActivationId is { } activationId
            ? await judge.Look(hash, activationId, new Asked(), cancellationToken)
            : await judge.Look(hash, new Asked(), cancellationToken);
        if (finding is null)
            return Problems.NotFound();
        var verdict =
            request.ActivationId is null && finding.License is { } license
                ? Verdicts.DecideLicense(license.Facts, clock.GetUtcNow())
                : finding.Verdict;
        if (!verdict.Valid)
            return Rejections.Refused(verdict).ToProblem();
        TimeSpan? ttl = request.Ttl is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var withMetadata = request.Include?.Contains("metadata", StringComparer.OrdinalIgnoreCase) is true;
        var file = await files.Write(
            finding.License!.License,
            finding.License.Product,
            finding.Activation,
            cancellationToken,
            ttl,
            withMetadata
        );
        await given.Record(
            finding.License.License.Id,
            finding.Activation?.Id,
            AuditRecord.Program,
            file.ExpiresAt,
            cancellationToken
        );
        return TypedResults.Ok(new Response(file.Text, file.ExpiresAt));
    }
}
