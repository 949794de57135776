using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Portal.Licensing.Client;

/// <summary>The public keys that a program trusts, by their id (RFC 7638 thumbprint).</summary>
internal sealed class TrustedKeys
{
    private readonly Dictionary<string, byte[]> _keys = [];

    /// <exception cref="ArgumentException">One is not an Ed25519 key in base64url.</exception>
    public TrustedKeys(IEnumerable<string> keys)
    {
        foreach (var key in keys.Select(Parse))
            _keys[Thumbprint(key)] = key;
    }

    public bool Verify(string keyId, byte[] message, byte[] signature) =>
        signature.Length == Ed25519.SignatureSize
        && _keys.TryGetValue(keyId, out var key)
        && Ed25519.Verify(signature, 0, key, 0, message, 0, message.Length);

    private static byte[] Parse(string key)
    {
        try
        {
            var bytes = Encodings.FromBase64(key.Trim());
            if (bytes.Length == Ed25519.PublicKeySize)
                return bytes;
        }
        catch (FormatException)
        {
            // Said below.
        }
        throw new ArgumentException(
            $"'{key}' is not a public key: take x from /licensing/v1/keys, 43 characters of base64url.",
            nameof(key)
        );
    }

    private static string Thumbprint(byte[] key) =>
        Encodings.Base64Url(Encodings.Sha256($$"""{"crv":"Ed25519","kty":"OKP","x":"{{Encodings.Base64Url(key)}}"}"""));
}
