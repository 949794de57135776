using System.Text.Json;

namespace Portal.Licensing.Client;

/// <summary>
/// How a device without a network is activated: the customer carries <see cref="Text"/> to the portal, as a file or by the clipboard, and
/// brings back a license file whose <see cref="LicenseFile.Nonce"/> is this request's.
/// </summary>
public sealed record OfflineRequest(string Text, string Nonce)
{
    public static OfflineRequest Create(LicensingOptions options, Device device)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(device);
        var nonce = Encodings.Nonce();
        var request = new OfflineActivationRequest(
            options.LicenseKey.Trim(),
            device.Components,
            device.Name,
            device.Platform,
            options.Version,
            nonce
        );
        return new(
            Armour.Wrap(
                JsonSerializer.SerializeToUtf8Bytes(request, Wire.Default.OfflineActivationRequest),
                Armour.LicenseRequest
            ),
            nonce
        );
    }
}
