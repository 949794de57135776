using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>
/// <c>licFileContent</c> as these clients parse it: base64 of blocks that only the product's private key can make and its public key
/// opens (RSAES-PKCS1-v1_5 with block type 1; RFC 2313, section 8.1). It tells neither state nor revocation, so it is good for one
/// device and for as long as a license file is.
/// </summary>
internal static class KeyFile
{
    private const int Padding = 11;

    /// <param name="until">The client does not run by it for longer.</param>
    public static string Write(
        string licenseKey,
        LicenseCopy license,
        Activation activation,
        DateTimeOffset until,
        RSA key
    )
    {
        var content = Encoding.UTF8.GetBytes(SignedJson.Write(Content(licenseKey, license, activation, until)));
        using var blocks = new MemoryStream();
        foreach (var part in content.Chunk((key.KeySize / 8) - Padding))
            blocks.Write(Seal(part, key));
        return Convert.ToBase64String(blocks.ToArray());
    }

    private static JsonObject Content(
        string licenseKey,
        LicenseCopy license,
        Activation activation,
        DateTimeOffset until
    )
    {
        var content = new JsonObject
        {
            ["license_key"] = licenseKey,
            ["expires_at"] = until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            [activation.Kind == ActivationKind.Domain ? "domain" : "hardware_id"] = activation.Identifier,
        };
        LicenseJson.AddFeatures(content, license);
        content["product_uuid"] = license.ProductId.ToString();
        return content;
    }

    /// <summary>One block: 00 01 FF…FF 00 and the content, raised to the private exponent.</summary>
    private static byte[] Seal(ReadOnlySpan<byte> content, RSA key)
    {
        var block = new byte[key.KeySize / 8];
        block.AsSpan(2, block.Length - content.Length - 3).Fill(0xFF);
        block[1] = 1;
        content.CopyTo(block.AsSpan(block.Length - content.Length));
        var @sealed = Raise(Number(block), key.ExportParameters(includePrivateParameters: true));
        var bytes = @sealed.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[block.Length];
        bytes.CopyTo(padded.AsSpan(padded.Length - bytes.Length));
        return padded;
    }

    /// <summary>
    /// RSASP1 by the Chinese remainder theorem (RFC 8017, section 5.2.1); .NET offers no private operation without a DigestInfo. Blinded,
    /// because the time that BigInteger takes depends on its operands.
    /// </summary>
    private static BigInteger Raise(BigInteger block, RSAParameters key)
    {
        var (modulus, exponent) = (Number(key.Modulus), Number(key.Exponent));
        var (p, q) = (Number(key.P), Number(key.Q));
        var blind = Number(RandomNumberGenerator.GetBytes(key.Modulus!.Length - 1));
        var blinded = block * BigInteger.ModPow(blind, exponent, modulus) % modulus;
        var (ofP, ofQ) = (
            BigInteger.ModPow(blinded % p, Number(key.DP), p),
            BigInteger.ModPow(blinded % q, Number(key.DQ), q)
        );
        var h = (ofP - ofQ % p + p) * Number(key.InverseQ) % p;
        var result = (ofQ + h * q) * Inverse(blind, modulus) % modulus;
        // A fault in one half would give the key away.
        return BigInteger.ModPow(result, exponent, modulus) == block
            ? result
            : throw new CryptographicException("The block was not sealed correctly.");
    }

    /// <summary>Modulo the modulus, by the extended Euclidean algorithm.</summary>
    private static BigInteger Inverse(BigInteger number, BigInteger modulus)
    {
        var (a, b, x, y) = (number, modulus, BigInteger.One, BigInteger.Zero);
        while (b > 0)
        {
            var quotient = BigInteger.DivRem(a, b, out var rest);
            (a, b, x, y) = (b, rest, y, x - quotient * y);
        }
        return x < 0 ? x + modulus : x;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
