using System.ComponentModel.DataAnnotations;
using Portal.Activations.Domain;
using Portal.Contracts.Activations.V1;

namespace Portal.Activations.Features.Management;

/// <summary>An activation from another system with its history.</summary>
/// <param name="LastSeenAt">Null: never since the activation.</param>
/// <param name="DeactivatedAt">Null: active; takes a slot.</param>
/// <param name="DeactivatedBy">Who ended it. Default: the vendor's software.</param>
/// <param name="OverLimit">It may take a slot that is not there: the limit was lowered after it had been activated. Default: no.</param>
/// <param name="Uncounted">It takes no slot. Default: as the license's terms say.</param>
/// <param name="Fingerprint">Components of the machine, hashed, as a list of activations shows them.</param>
public sealed record ActivationInput(
    Guid? Id,
    Guid LicenseId,
    [property: Required, MaxLength(255)] string Identifier,
    ActivationKind Kind,
    [property: MaxLength(255)] string? Name,
    [property: MaxLength(64)] string? Platform,
    [property: MaxLength(64)] string? AppVersion,
    [property: MaxLength(64)] string? Ip,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset? DeactivatedAt,
    DeactivatedBy? DeactivatedBy,
    bool? OverLimit,
    bool? Uncounted,
    IReadOnlyList<string>? Fingerprint
)
{
    internal Activation ToActivation(Guid id, Identifier identifier, Fingerprint? fingerprint, LicenseCopy license)
    {
        var activation = new Activation
        {
            Id = id,
            LicenseId = license.Id,
            Kind = identifier.Kind,
            Identifier = identifier.Value,
            Name = Name,
            Platform = Platform,
            AppVersion = AppVersion,
            Ip = Ip,
            Uncounted = Uncounted
                ?? (
                    identifier.Kind == ActivationKind.Domain
                    && license.Terms.LocalDomainsUncounted
                    && LocalDomains.Has(identifier.Value)
                ),
            FirstSeenAt = FirstSeenAt.ToUniversalTime(),
            LastSeenAt = LastSeenAt?.ToUniversalTime(),
        };
        activation.UpdateFingerprint(fingerprint);
        if (DeactivatedAt is { } ended)
            activation.Deactivate(
                DeactivatedBy ?? Contracts.Activations.V1.DeactivatedBy.Software,
                ended.ToUniversalTime(),
                freesAtOnce: true
            );
        return activation;
    }
}

/// <summary>An activation that was taken over, or was here already.</summary>
public sealed record ImportedActivation(Guid Id, Guid LicenseId, DateTimeOffset? DeactivatedAt)
{
    internal static ImportedActivation Of(Activation activation) =>
        new(activation.Id, activation.LicenseId, activation.DeactivatedAt);
}
