using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;

namespace Portal.Activations.Signing;

/// <summary>Content of a license file. New members are optional; a change of meaning is a new schema.</summary>
/// <param name="ExpiresAt">Until then the program may run offline.</param>
/// <param name="GraceSeconds">Grace period after that, in which the program warns.</param>
/// <param name="Activation">Null: the file describes the license and activates no device.</param>
/// <param name="RemovalKey">Key with which the program proves offline that it removed the file.</param>
internal sealed record LicenseDocument(
    int Schema,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    long GraceSeconds,
    LicenseDocument.LicensePart License,
    IReadOnlyList<Entitlement> Entitlements,
    LicenseDocument.ActivationPart? Activation,
    IReadOnlyList<MetadataItem>? Metadata,
    string? RemovalKey,
    string? Nonce
)
{
    public sealed record LicensePart(
        Guid Id,
        string KeyHash,
        string Product,
        string? Edition,
        string? Environment,
        DateTimeOffset? ExpiresAt,
        DateTimeOffset? MaintenanceEndsAt,
        int? MaxMajorVersion,
        int? ActivationLimit,
        string? FoldedKeyHash = null
    );

    public sealed record ActivationPart(
        Guid Id,
        ActivationKind Kind,
        string Identifier,
        IReadOnlyList<string>? Fingerprint,
        string? Name,
        FingerprintMatching? Matching = null
    );
}
