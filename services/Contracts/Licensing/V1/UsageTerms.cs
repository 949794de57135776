namespace Portal.Contracts.Licensing.V1;

/// <summary>How a license may be used on devices and domains: its policy's switches as they were when it was issued.</summary>
public sealed record UsageTerms
{
    /// <summary>What a license may be bound to. Null: devices and domains.</summary>
    public Binding? Binding { get; init; }

    /// <summary>How much of a composite fingerprint must be the same. Null: all of it.</summary>
    public FingerprintMatching? FingerprintMatching { get; init; }

    /// <summary>Remote deactivations that a customer has in each <see cref="DeactivationPeriodDays"/>. Null: no limit.</summary>
    public int? DeactivationQuota { get; init; }

    /// <summary>Length of the quota's rolling period in whole days. Null: 365.</summary>
    public int? DeactivationPeriodDays { get; init; }

    /// <summary>How often a device must be seen, in whole minutes. Null: it need not be.</summary>
    public int? HeartbeatMinutes { get; init; }

    /// <summary>Whole days without a sign of life after which an activation ends by itself and its slot is free. Null: never.</summary>
    public int? StaleAfterDays { get; init; }

    /// <summary>Devices without a network may be activated by an exchange of files in the portal.</summary>
    public bool OfflineActivation { get; init; }

    /// <summary>How long a license file is good for, in whole days. Null: 3 for connected programs, 30 for offline activation.</summary>
    public int? LicenseFileDays { get; init; }

    /// <summary>Local and staging domains take no slot.</summary>
    public bool LocalDomainsUncounted { get; init; }

    /// <summary>
    /// More of them, in lower case, with blanks between: <c>example.net</c> with all below it, <c>qa.</c> for what begins so, or a
    /// network such as <c>10.9.0.0/16</c>. Null: none.
    /// </summary>
    public string? UncountedDomains { get; init; }

    /// <summary><c>www.example.org</c> is the same site as <c>example.org</c>.</summary>
    public bool WwwIsSameSite { get; init; }
}

/// <summary>What a license may be bound to.</summary>
public enum Binding
{
    Hardware,
    Domain,
}

/// <summary>How many components of a composite fingerprint must match.</summary>
public enum FingerprintMatching
{
    All,

    /// <summary>More than half of them.</summary>
    Most,

    AnyTwo,
    Any,
}
