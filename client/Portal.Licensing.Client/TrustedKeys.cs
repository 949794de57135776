using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Portal.Licensing.Client;

/// <summary>The public keys that a program believes, by their id (RFC 7638 thumbprint).</summary>
internal sealed class TrustedKeys
{
    private readonly Dictionary<string, PublicKey> _keys = [];

    public TrustedKeys(IEnumerable<string> keys)
    {
        foreach (var key in keys)
            _keys[Thumbprint(key)] = PublicKey.Import(
                SignatureAlgorithm.Ed25519,
                Base64Url.DecodeFromChars(key),
                KeyBlobFormat.RawPublicKey
            );
    }

    public bool Verify(string keyId, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        _keys.TryGetValue(keyId, out var key) && SignatureAlgorithm.Ed25519.Verify(key, message, signature);

    private static string Thumbprint(string key) =>
        Base64Url.EncodeToString(
            SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"Ed25519","kty":"OKP","x":"{{key}}"}"""))
        );
}
