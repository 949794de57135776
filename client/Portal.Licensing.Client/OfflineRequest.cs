using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Licensing.Client;

/// <summary>
/// How a device without a network is activated: the customer carries <see cref="Text"/> to the portal, as a file or by the clipboard, and
/// brings back a license file whose <see cref="LicenseFile.Nonce"/> is this request's.
/// </summary>
public sealed record OfflineRequest(string Text, string Nonce)
{
    private const int LineLength = 64;

    public static OfflineRequest Create(LicensingOptions options, Device device)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(device);
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        return new(
            Armour(
                new
                {
                    key = options.LicenseKey,
                    fingerprint = device.Components,
                    name = device.Name,
                    platform = device.Platform,
                    version = options.Version,
                    nonce,
                }
            ),
            nonce
        );
    }

    internal static string Armour<T>(T content)
    {
        var lines = Convert
            .ToBase64String(JsonSerializer.SerializeToUtf8Bytes(content))
            .Chunk(LineLength)
            .Select(line => new string(line));
        return string.Join('\n', ["-----BEGIN LICENSE REQUEST-----", .. lines, "-----END LICENSE REQUEST-----", ""]);
    }
}
