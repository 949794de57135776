using System.Buffers.Text;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Portal.Activations.Signing;

namespace Portal.Activations.Protocols.Native;

/// <summary>The public keys of the signatures as a JWK set (RFC 7517, 8037). For everybody, and to be kept for an hour.</summary>
internal static class ShowKeys
{
    public sealed record Response(IReadOnlyList<Jwk> Keys);

    public sealed record Jwk(string Kty, string Crv, string Kid, string Use, string Alg, string X);

    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/keys", Handle).Produces<Response>().Produces(StatusCodes.Status304NotModified).AllowAnonymous();

    private static async Task<FileContentHttpResult> Handle(
        HttpResponse response,
        KeyRing ring,
        IOptions<JsonOptions> json,
        CancellationToken cancellationToken
    )
    {
        var published = await ring.Published(cancellationToken);
        var set = JsonSerializer.SerializeToUtf8Bytes(
            new Response([
                .. published.Select(key => new Jwk(
                    "OKP",
                    "Ed25519",
                    key.Id,
                    "sig",
                    "EdDSA",
                    Base64Url.EncodeToString(key.PublicKey)
                )),
            ]),
            json.Value.SerializerOptions
        );
        response.Headers.CacheControl = "public, max-age=3600";
        // Conditional requests (RFC 9110, section 13) are answered by the framework.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(set))[..32]}\"");
        return TypedResults.Bytes(set, MediaTypeNames.Application.Json, entityTag: tag);
    }
}
