using System.Security.Cryptography;

namespace Portal.Licensing.Client;

/// <summary>What binds an answer to what was asked.</summary>
internal static class Question
{
    private const string Context = "portal-question/v1";

    /// <summary>
    /// What the portal signs with its answer as <c>Question-Digest</c>: the same for the same request only. A proxy that sends on
    /// another key, device or path gets an answer that this program refuses.
    /// </summary>
    public static string Digest(HttpMethod method, Uri address, string licenseKey, byte[] body)
    {
        var (key, content) = (
            Encodings.Base64Url(Encodings.Sha256(licenseKey)),
            Encodings.Base64Url(SHA256.HashData(body))
        );
        var question = $"{Context}\n{method.Method}\n{address.PathAndQuery}\n{key}\n{content}";
        return $"sha-256=:{Convert.ToBase64String(Encodings.Sha256(question))}:";
    }
}
