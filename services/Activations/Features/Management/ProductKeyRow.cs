using Portal.Activations.Protocols.KeyManager;

namespace Portal.Activations.Features.Management;

/// <summary>An RSA key without its private part.</summary>
/// <param name="ProductId">Null: of answers that know no product.</param>
/// <param name="Current">The one that signs now.</param>
internal sealed record ProductKeyRow(
    Guid Id,
    Guid? ProductId,
    int Bits,
    string PublicKey,
    DateTimeOffset CreatedAt,
    DateTimeOffset SignsFrom,
    bool Current
)
{
    public static ProductKeyRow Of(ProductKey key, IReadOnlyList<ProductKey> all, DateTimeOffset now) =>
        new(
            key.Id,
            key.ProductId,
            key.Bits,
            key.Pem,
            key.CreatedAt,
            key.SignsFrom,
            ProductKey.Current(all, now).Id == key.Id
        );
}
