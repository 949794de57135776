using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Activations.Signing;

namespace Portal.Activations.Protocols.Native;

/// <summary>The public keys of the signatures as a JWK set (RFC 7517, 8037). For everybody, and to be kept for an hour.</summary>
internal static class ShowKeys
{
    public sealed record Response(IReadOnlyList<Jwk> Keys);

    public sealed record Jwk(string Kty, string Crv, string Kid, string Use, string Alg, string X);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/keys", Handle).AllowAnonymous();

    private static async Task<Results<Ok<Response>, StatusCodeHttpResult>> Handle(
        HttpRequest request,
        HttpResponse response,
        KeyRing ring,
        CancellationToken cancellationToken
    )
    {
        var published = await ring.Published(cancellationToken);
        var set = new Response([
            .. published.Select(key => new Jwk(
                "OKP",
                "Ed25519",
                key.Id,
                "sig",
                "EdDSA",
                Base64Url.EncodeToString(key.PublicKey)
            )),
        ]);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(set)))[..32]}\"";
        (response.Headers.CacheControl, response.Headers.ETag) = ("public, max-age=3600", tag);
        return request.Headers.IfNoneMatch.Contains(tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(set);
    }
}
