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
    public const string Unreachable = "UNREACHABLE";

    /// <summary>The portal could not be reached; this is its last answer.</summary>
    public bool FromCache { get; init; }

    public bool Includes(string entitlement) =>
        License?.Entitlements.Any(feature =>
            string.Equals(feature.Name, entitlement, StringComparison.OrdinalIgnoreCase)
        ) == true;
}

/// <param name="ActivationLimit">Null: no limit.</param>
/// <param name="ExpiresAt">Null: never.</param>
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
    string? Edition,
    string? Environment,
    IReadOnlyList<LicenseEntitlement> Entitlements
);

/// <param name="Value">Null: a plain feature.</param>
public sealed record LicenseEntitlement(string Name, string? Value);

public sealed record ActivationSummary(
    Guid Id,
    string Kind,
    string? Name,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? DeactivatedAt
);

/// <summary>What became of an activation.</summary>
/// <param name="Activation">Null: refused.</param>
/// <param name="Code">ACTIVATED, or why not: for example ACTIVATION_LIMIT_REACHED.</param>
/// <param name="Devices">Names of the devices that hold the slots, if the limit is reached.</param>
public sealed record ActivationOutcome(
    ActivationSummary? Activation,
    string Code,
    string Detail,
    IReadOnlyList<string> Devices
)
{
    public const string Activated = "ACTIVATED";
}

/// <summary>The answer is not the portal's, not fresh, or not to this question. Treat it like no answer, and tell somebody.</summary>
public sealed class UntrustedAnswerException(string message) : Exception(message);
