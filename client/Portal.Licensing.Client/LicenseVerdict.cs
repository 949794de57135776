namespace Portal.Licensing.Client;

/// <summary>Whether the license is valid on this device.</summary>
/// <param name="Code">VALID, or why not: for example EXPIRED, NOT_ACTIVATED. <see cref="Unreachable"/> if nobody could be asked and nothing usable is kept.</param>
/// <param name="Detail">The same as a sentence for the customer.</param>
/// <param name="IssuedAt">When the portal said so.</param>
public sealed record LicenseVerdict(
    bool Valid,
    string Code,
    string Detail,
    LicenseSummary? License,
    ActivationSummary? Activation,
    DateTimeOffset? IssuedAt
)
{
    /// <summary>Nobody could be asked, and no answer is kept that still counts.</summary>
    public const string Unreachable = LicensingCode.Unreachable;

    /// <summary>The portal could not be reached; this is decided by its last good answer.</summary>
    public bool FromCache { get; init; }

    /// <summary>Decided by a license file, without the portal.</summary>
    public bool FromFile { get; init; }

    /// <summary>What does not decide and somebody should know of, for example a wrong clock or why the portal could not be asked.</summary>
    public IReadOnlyList<LicensingWarning> Warnings { get; init; } = [];

    /// <summary>The features that the license includes; empty if it is not known.</summary>
    public IReadOnlyList<LicenseEntitlement> Entitlements { get; init; } = License?.Entitlements ?? [];

    public bool Includes(string entitlement) =>
        Entitlements.Any(feature => string.Equals(feature.Name, entitlement, StringComparison.OrdinalIgnoreCase));

    internal static LicenseVerdict No(string code, string detail) => new(false, code, detail, null, null, null);

    internal LicenseVerdict With(params LicensingWarning?[] warnings) =>
        this with
        {
            Warnings = [.. Warnings, .. warnings.OfType<LicensingWarning>()],
        };
}

/// <param name="ActivationLimit">Null: no limit.</param>
/// <param name="ExpiresAt">Null: never.</param>
/// <param name="MaxMajorVersion">Null: all versions.</param>
public sealed record LicenseSummary(
    Guid Id,
    string MaskedKey,
    string Product,
    string State,
    int UsedSlots,
    int? ActivationLimit,
    DateTimeOffset? ExpiresAt,
    int GraceDays,
    DateTimeOffset? MaintenanceEndsAt,
    int? MaxMajorVersion,
    string? Edition,
    string? Environment,
    IReadOnlyList<LicenseEntitlement> Entitlements
);

/// <param name="Value">Null: a plain feature.</param>
public sealed record LicenseEntitlement(string Name, string? Value);

/// <param name="Matching">How much of the fingerprint has to be the same: all, most, anyTwo or any. Null: it has none.</param>
public sealed record ActivationSummary(
    Guid Id,
    string Kind,
    string? Name,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? DeactivatedAt,
    string? Matching = null
);
