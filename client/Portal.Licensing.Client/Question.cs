using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Licensing.Client;

/// <summary>
/// The nonce of a question: a random part, and a proof of the device and key it was asked for. The portal signs it with its answer, so
/// that an answer kept on one device is worth nothing on another.
/// </summary>
internal static class Question
{
    private const int RandomBytes = 16;

    public static string Nonce(string deviceId, string licenseKey) =>
        Nonce(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)), deviceId, licenseKey);

    public static bool WasAsked(string? nonce, string deviceId, string licenseKey) =>
        nonce?.Split('.') is [var random, _] && nonce == Nonce(random, deviceId, licenseKey);

    private static string Nonce(string random, string deviceId, string licenseKey) =>
        $"{random}.{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{random}\n{deviceId}\n{licenseKey}")))}";
}
