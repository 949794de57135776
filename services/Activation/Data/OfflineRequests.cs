using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;

namespace Portal.Activations.Data;

/// <summary>What a request file asks for.</summary>
internal static class OfflineRequests
{
    /// <summary>The device that is to be activated; null if the file does not name a license and a device.</summary>
    public static Candidate? Candidate(this OfflineRequest asked)
    {
        var kind = string.Equals(asked.Kind, nameof(ActivationKind.Domain), StringComparison.OrdinalIgnoreCase)
            ? ActivationKind.Domain
            : ActivationKind.Hardware;
        var named = Identifier.TryParse(asked.Identifier, kind, out var identifier);
        if (
            string.IsNullOrWhiteSpace(asked.Key)
            || !Fingerprint.TryParse(asked.Fingerprint, out var fingerprint)
            || (!named && fingerprint is null)
        )
            return null;
        return new()
        {
            Identifier = named ? identifier : null,
            Fingerprint = fingerprint,
            Name = asked.Name,
            Platform = asked.Platform,
            Version = asked.Version,
        };
    }
}
