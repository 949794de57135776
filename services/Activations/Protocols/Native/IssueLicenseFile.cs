using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Activations.Validation;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.Native;

/// <summary>A signed license file with which the program can do without an answer for a while; 403 with the verdict if there is none to give.</summary>
internal static class IssueLicenseFile
{
    private const int MaxTtl = 10 * 365 * 86_400;

    /// <param name="ActivationId">The device that the file is for. Null: for the license alone.</param>
    /// <param name="Ttl">Seconds; at most what the vendor allows, which is also the default.</param>
    /// <param name="Include">More than the usual: <c>metadata</c>.</param>
    public sealed record Request(
        Guid? ActivationId,
        [property: Range(60, MaxTtl)] int? Ttl,
        [property: MaxLength(16)] IReadOnlyList<string>? Include
    );

    public sealed record Response(string LicenseFile, DateTimeOffset ExpiresAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/license-files", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        ClaimsPrincipal program,
        LicenseValidator validator,
        FileHandout handout,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var key = LicenseKeyAuthentication.KeyOf(program);
        var result = request.ActivationId is { } activationId
            ? await validator.Preview(key, activationId, new ValidationRequest(), cancellationToken)
            : await validator.Preview(key, new ValidationRequest(), cancellationToken);
        if (result is null)
            return Problems.NotFound();
        var verdict =
            request.ActivationId is null && result.License is { } license
                ? Verdicts.DecideLicense(license.Facts, clock.GetUtcNow())
                : result.Verdict;
        if (!verdict.Valid)
            return Rejections.Refused(verdict).ToProblem();
        TimeSpan? ttl = request.Ttl is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var withMetadata = request.Include?.Contains("metadata", StringComparer.OrdinalIgnoreCase) is true;
        var given = await handout.Give(
            result.License!.License.Id,
            result.Activation?.Id,
            AuditRecord.Program,
            new(ttl, withMetadata),
            cancellationToken
        );
        return given.Is(out var file, out var rejection)
            ? TypedResults.Ok(new Response(file.Text, file.ExpiresAt))
            : rejection.ToProblem();
    }
}
