using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.Rules;

namespace Portal.Activations.Features.Protocol;

/// <summary>"Is my license valid here, now?" Always 200; an unknown key is the verdict NOT_FOUND.</summary>
internal static class Validate
{
    /// <param name="Product">Slug of the product that asks.</param>
    /// <param name="Version">Its version, Semantic Versioning 2.0.0.</param>
    /// <param name="Kind">Of the identifier; hardware unless told.</param>
    /// <param name="Entitlements">Features that must be included.</param>
    /// <param name="Nonce">Comes back in the answer.</param>
    public sealed record Request(
        [property: MaxLength(64)] string? Product, [property: MaxLength(64)] string? Version, [property: MaxLength(64)] string? Environment,
        [property: MaxLength(255)] string? Identifier, ActivationKind? Kind, [property: MaxLength(100)] IReadOnlyList<string>? Entitlements,
        [property: MaxLength(128)] string? Nonce);

    /// <param name="Code">A verdict, for example VALID or NOT_ACTIVATED.</param>
    /// <param name="Detail">The verdict as a sentence for the customer.</param>
    /// <param name="License">Null if the key is not known.</param>
    /// <param name="Activation">The newest one for the identifier.</param>
    public sealed record Response(bool Valid, string Code, string Detail, LicenseAnswer? License, ActivationAnswer? Activation, DateTimeOffset IssuedAt, string? Nonce);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/validations", Handle);

    private static async Task<Ok<Response>> Handle(Request request, ClaimsPrincipal program, ActivationDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (hash, now) = (LicenseKeyAuthentication.HashOf(program), clock.GetUtcNow());
        Identifier? identifier = Identifier.TryParse(request.Identifier, request.Kind ?? ActivationKind.Hardware, out var parsed) ? parsed : null;
        var license = await db.Licenses.AsNoTracking().SingleOrDefaultAsync(row => row.KeyHash == hash, cancellationToken);
        var product = license is null ? null : await db.Products.AsNoTracking().SingleOrDefaultAsync(row => row.Id == license.ProductId, cancellationToken);
        var activation = license is null || identifier is null ? null : await db.Newest(license.Id, identifier.Value.Value, cancellationToken);
        var verdict = Verdicts.Decide(new Question
        {
            License = license?.Facts(product),
            Now = now,
            Product = request.Product,
            Version = request.Version,
            Environment = request.Environment,
            Entitlements = request.Entitlements ?? [],
            Identifier = identifier?.Value,
            Activation = activation?.Facts(),
        });
        return TypedResults.Ok(new Response(
            verdict.Valid, verdict.Code, verdict.Detail, license is null ? null : LicenseAnswer.Of(license, product, now),
            activation is null ? null : ActivationAnswer.Of(activation), now, request.Nonce));
    }
}
