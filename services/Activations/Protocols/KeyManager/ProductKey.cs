using System.Security.Cryptography;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>An RSA key that signs the KeyManager answers of one product. Published before it signs, and after.</summary>
internal sealed class ProductKey
{
    public const int MinSize = 2048,
        DefaultSize = 4096,
        MaxSize = 8192;

    public required Guid Id { get; init; }

    /// <summary>Null: for answers that know no product.</summary>
    public Guid? ProductId { get; init; }

    public required int Bits { get; init; }

    /// <summary>SubjectPublicKeyInfo (RFC 5280), DER.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>Sealed PKCS#8: worthless without the key file.</summary>
    public required byte[] PrivateKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset SignsFrom { get; init; }

    public string Pem => PemEncoding.WriteString("PUBLIC KEY", PublicKey);

    /// <summary>The one that signs at <paramref name="now"/>: of those whose time has come, the latest; the first of all from the beginning.</summary>
    /// <param name="keys">The oldest first, at least one.</param>
    public static ProductKey Current(IReadOnlyList<ProductKey> keys, DateTimeOffset now) =>
        keys.Where(key => key.SignsFrom <= now).MaxBy(key => (key.SignsFrom, key.CreatedAt)) ?? keys[0];
}
