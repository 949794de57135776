using System.Security.Cryptography;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>An RSA key that signs the KeyManager answers of one product. Published before it signs, and after.</summary>
internal sealed class ProductKey
{
    public const int MinSize = 2048,
        DefaultSize = 4096,
        MaxSize = 8192;

    public required Guid Id { get; init; }

    /// <summary>Null: for answers that concern no product.</summary>
    public Guid? ProductId { get; init; }

    public required int Bits { get; init; }

    /// <summary>SubjectPublicKeyInfo (RFC 5280), DER.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>PKCS#8, encrypted by <see cref="Signing.SealingKey"/>.</summary>
    public required byte[] PrivateKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset SignsFrom { get; init; }

    public string Pem => PemEncoding.WriteString("PUBLIC KEY", PublicKey);

    /// <summary>The key that signs at <paramref name="now"/>: the latest that has started to sign, or else the first.</summary>
    /// <param name="keys">The oldest first, at least one.</param>
    public static ProductKey Current(IReadOnlyList<ProductKey> keys, DateTimeOffset now) =>
        keys.Where(key => key.SignsFrom <= now).MaxBy(key => (key.SignsFrom, key.CreatedAt)) ?? keys[0];
}
