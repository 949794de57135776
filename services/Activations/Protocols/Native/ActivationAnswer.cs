using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Protocols.Native;

/// <summary>An activation as the vendor's software sees it.</summary>
/// <param name="Matching">How much of the fingerprint has to be the same, so that the program can tell offline. Null: there is none.</param>
internal sealed record ActivationAnswer(
    Guid Id,
    ActivationKind Kind,
    string? Name,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? DeactivatedAt,
    FingerprintMatching? Matching
)
{
    public static ActivationAnswer Of(Activation activation, LicenseCopy license) =>
        new(
            activation.Id,
            activation.Kind,
            activation.Name,
            activation.FirstSeenAt,
            activation.DeactivatedAt,
            activation.Fingerprint is null ? null : license.Terms.FingerprintMatching ?? FingerprintMatching.All
        );
}
