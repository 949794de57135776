using System.Text.Json.Nodes;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>The keys that answers about the caller's product are signed with: the one that signs now, and all that may.</summary>
internal static class ShowPublicKey
{
    private static readonly string[] ProductNames = ["product_uuid", "product_id", "product"];

    public static void Map(RouteGroupBuilder group) =>
        group.MapOperation("GET", "/get-product-public-key", Operation.PublicKey, Handle);

    private static async Task<Reply> Handle(
        KeyManagerCall call,
        ProductKeys keys,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var product = call.Caller!.Product;
        if (
            ProductNames.Select(name => call.Fields![name]).FirstOrDefault(value => value is not null) is { } requested
            && !string.Equals(requested, product.Slug, StringComparison.OrdinalIgnoreCase)
            && !string.Equals(requested, product.Id.ToString(), StringComparison.OrdinalIgnoreCase)
        )
            return Reply.Refused(KeyManagerCode.PublicKeyNotFound, "The API key is not for this product.");
        var published = await keys.Of(product.Id, cancellationToken);
        return new(KeyManagerCode.PublicKeyFound, "The public key of the product.")
        {
            Fields = new()
            {
                ["product_uuid"] = product.Id.ToString(),
                ["algorithm"] = "RSA-SHA256",
                ["public_key"] = ProductKey.Current(published, clock.GetUtcNow()).Pem,
                ["public_keys"] = new JsonArray([
                    .. published.Select(key => new JsonObject
                    {
                        ["public_key"] = key.Pem,
                        ["signs_from"] = key.SignsFrom.ToUnixTimeSeconds(),
                    }),
                ]),
            },
        };
    }
}
