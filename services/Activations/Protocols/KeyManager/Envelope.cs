using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>The form of every answer of the KeyManager API, with its members in their order, signed as a whole.</summary>
internal static class Envelope
{
    /// <summary>The body without its signature.</summary>
    /// <param name="response">code, message, timestamp and what the operation adds.</param>
    /// <param name="keyUsed">product, or global where no product is concerned.</param>
    /// <param name="data">code, success, message, valid, license and so on.</param>
    public static string Write(JsonObject response, string keyUsed, JsonObject data) =>
        SignedJson.Write(
            new JsonObject
            {
                ["response"] = response,
                ["response_base64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(SignedJson.Write(response))),
                ["private_key_used"] = keyUsed,
                ["data"] = data,
            }
        );

    /// <summary>RSA PKCS#1 v1.5 with SHA-256 (RFC 8017, section 8.2), in base64.</summary>
    public static string Signature(string body, RSA key) =>
        Convert.ToBase64String(
            key.SignData(Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        );

    /// <summary>The body to send: the signature comes last and is not signed itself.</summary>
    public static string Seal(string body, string signature) => $"{body[..^1]},\"signature\":\"{signature}\"}}";
}
