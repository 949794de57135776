using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Activations.KeyManager;

/// <summary>The form of every answer of the KeyManager API, with its members in their order, signed as a whole.</summary>
internal static class Envelope
{
    /// <summary>The body to send: signed with RSA PKCS#1 v1.5 and SHA-256 (RFC 8017, section 8.2) over itself without <c>signature</c>.</summary>
    /// <param name="response">code, message, timestamp and what the operation adds.</param>
    /// <param name="keyUsed">product, or global where no product is known.</param>
    /// <param name="data">code, success, message, valid, license and so on.</param>
    public static byte[] Sign(JsonObject response, string keyUsed, JsonObject data, RSA key)
    {
        var body = new JsonObject
        {
            ["response"] = response,
            ["response_base64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(SignedJson.Write(response))),
            ["private_key_used"] = keyUsed,
            ["data"] = data,
        };
        var signed = Encoding.UTF8.GetBytes(SignedJson.Write(body));
        body["signature"] = Convert.ToBase64String(key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return Encoding.UTF8.GetBytes(SignedJson.Write(body));
    }
}
