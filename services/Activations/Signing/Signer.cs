using NSec.Cryptography;

namespace Portal.Activations.Signing;

/// <summary>Signs with one key.</summary>
internal sealed class Signer(string keyId, Key key)
{
    public const string Algorithm = "ed25519";

    public string KeyId => keyId;

    /// <summary>Over exactly these bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(key, message);
}
