using System.Security.Cryptography;
using System.Text;

namespace Portal.Licensing.Client;

/// <summary>Hashes and texts as the protocol writes them.</summary>
internal static class Encodings
{
    public static byte[] Sha256(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public static string Sha256Hex(string text) => Convert.ToHexStringLower(Sha256(text));

    public static string Base64Url(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>From base64 or base64url, padded or not.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static byte[] FromBase64(string text)
    {
        var plain = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='));
    }

    /// <summary>Makes a question another one than any before, so that no answer is good twice: its digest covers body and query.</summary>
    public static string Nonce() => Base64Url(RandomNumberGenerator.GetBytes(16));
}
