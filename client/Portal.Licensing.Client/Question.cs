using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Licensing.Client;

/// <summary>What binds an answer to what was asked.</summary>
internal static class Question
{
    private const int RandomBytes = 16;
    private const string Context = "portal-question/v1";

    /// <summary>
    /// What the portal signs with its answer as <c>Question-Digest</c>: the same for the same request only. A proxy that sends on
    /// another key, device or path gets an answer that this program refuses.
    /// </summary>
    public static string Digest(HttpMethod method, Uri address, string licenseKey, ReadOnlySpan<byte> body)
    {
        var key = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(licenseKey)));
        var content = Base64Url.EncodeToString(SHA256.HashData(body));
        var question = Encoding.UTF8.GetBytes($"{Context}\n{method.Method}\n{address.PathAndQuery}\n{key}\n{content}");
        return $"sha-256=:{Convert.ToBase64String(SHA256.HashData(question))}:";
    }

    /// <summary>
    /// A random part, and a proof of the device and key it was asked for. The portal signs it with its answer, so that an answer kept
    /// on one device is worth nothing on another.
    /// </summary>
    public static string Nonce(string deviceId, string licenseKey) =>
        Nonce(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)), deviceId, licenseKey);

    public static bool WasAsked(string? nonce, string deviceId, string licenseKey) =>
        nonce?.Split('.') is [var random, _] && nonce == Nonce(random, deviceId, licenseKey);

    private static string Nonce(string random, string deviceId, string licenseKey) =>
        $"{random}.{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{random}\n{deviceId}\n{licenseKey}")))}";
}
