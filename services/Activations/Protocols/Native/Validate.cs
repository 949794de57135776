using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Domain;
using Portal.Activations.Validation;
using Portal.Contracts.Activations.V1;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.Native;

/// <summary>"Is my license valid here, now?" Always 200; an unknown key is the verdict NOT_FOUND.</summary>
internal static class Validate
{
    /// <param name="Product">Slug of the product that asks.</param>
    /// <param name="Version">Its version; see docs/protocol.md for the forms.</param>
    /// <param name="Kind">Of the identifier. Default: hardware.</param>
    /// <param name="Fingerprint">Components of the machine by name, beside the identifier or instead of it.</param>
    /// <param name="Entitlements">Features that must be included.</param>
    /// <param name="Nonce">Comes back in the answer.</param>
    public sealed record Request(
        [property: MaxLength(64)] string? Product,
        string? Version,
        [property: MaxLength(64)] string? Environment,
        [property: MaxLength(255)] string? Identifier,
        ActivationKind? Kind,
        IReadOnlyDictionary<string, string>? Fingerprint,
        [property: MaxLength(100)] IReadOnlyList<string>? Entitlements,
        [property: MaxLength(128)] string? Nonce
    );

    /// <param name="Code">A verdict, for example VALID or NOT_ACTIVATED.</param>
    /// <param name="Detail">The verdict as a sentence for the customer.</param>
    /// <param name="License">Null if the key is not known.</param>
    /// <param name="Activation">The newest one for the identifier.</param>
    public sealed record Response(
        bool Valid,
        string Code,
        string Detail,
        LicenseAnswer? License,
        ActivationAnswer? Activation,
        DateTimeOffset IssuedAt,
        string? Nonce
    );

    public static void Map(RouteGroupBuilder group) => group.MapPost("/validations", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        ClaimsPrincipal program,
        LicenseValidator validator,
        CancellationToken cancellationToken
    )
    {
        if (!Fingerprint.TryParse(request.Fingerprint, out var fingerprint))
            return Rejections.FingerprintInvalid.ToProblem();
        var (verdict, license, activation, question) = await validator.Validate(
            LicenseKeyAuthentication.KeyOf(program),
            new ValidationRequest
            {
                Product = request.Product,
                Version = request.Version,
                Environment = request.Environment,
                Entitlements = request.Entitlements ?? [],
                Identifier = Identifier.TryParse(
                    request.Identifier,
                    request.Kind ?? ActivationKind.Hardware,
                    out var parsed
                )
                    ? parsed
                    : null,
                Fingerprint = fingerprint,
            },
            cancellationToken
        );
        return TypedResults.Ok(
            new Response(
                verdict.Valid,
                verdict.Code,
                verdict.Detail,
                license is null ? null : LicenseAnswer.Of(license, question.Now),
                activation is null ? null : ActivationAnswer.Of(activation, license!.License),
                question.Now,
                request.Nonce
            )
        );
    }
}
