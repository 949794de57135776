using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Contracts.Activations.V1;

namespace Portal.Activations.Features.Customer;

/// <summary>What a request file asks for.</summary>
internal static class OfflineRequests
{
    /// <summary>The device that is to be activated; null if the file does not name a license and a device.</summary>
    public static ActivationRequest? ToActivationRequest(this OfflineRequest request)
    {
        var kind = string.Equals(request.Kind, nameof(ActivationKind.Domain), StringComparison.OrdinalIgnoreCase)
            ? ActivationKind.Domain
            : ActivationKind.Hardware;
        var named = Identifier.TryParse(request.Identifier, kind, out var identifier);
        if (
            string.IsNullOrWhiteSpace(request.Key)
            || !Fingerprint.TryParse(request.Fingerprint, out var fingerprint)
            || (!named && fingerprint is null)
        )
            return null;
        return new()
        {
            Identifier = named ? identifier : null,
            Fingerprint = fingerprint,
            Name = request.Name,
            Platform = request.Platform,
            Version = request.Version,
        };
    }
}
