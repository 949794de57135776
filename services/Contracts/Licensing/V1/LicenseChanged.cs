namespace Portal.Contracts.Licensing.V1;

/// <summary>
/// Something about a license changed. Carries its whole state: keep the newest <see cref="Version"/> and ignore the rest,
/// so that neither order nor repetition matters.
/// </summary>
public sealed record LicenseChanged
{
    public required Guid LicenseId { get; init; }

    /// <summary>Grows with every change of this license; never repeats, may skip.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>SHA-256 (FIPS 180-4) of the key as 64 lower-case hex digits. The key itself never travels.</summary>
    public required string KeyHash { get; init; }

    /// <summary>
    /// The same of the key's folded form: upper case, without separators, and with 0 for O and 1 for I and L where its alphabet has no
    /// such letters. Null: the key is found only as it was issued.
    /// </summary>
    public string? FoldedKeyHash { get; init; }

    /// <summary>The last four characters of the key, to recognise it by.</summary>
    public required string KeyHint { get; init; }

    public required Guid ProductId { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Null: nobody owns the license yet.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Members of the account who use the license. Empty: only its Owner and Admins see it.</summary>
    public required IReadOnlyList<Guid> AssigneeIds { get; init; }

    /// <summary>Null: no limit.</summary>
    public int? ActivationLimit { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whole days after <see cref="ExpiresAt"/> in which the license still works.</summary>
    public required int GraceDays { get; init; }

    /// <summary>Releases up to this instant are covered. Null: all of them.</summary>
    public DateTimeOffset? MaintenanceEndsAt { get; init; }

    /// <summary>The highest major version that is covered. Null: all of them.</summary>
    public int? MaxMajorVersion { get; init; }

    public string? Edition { get; init; }

    /// <summary>Null: any environment.</summary>
    public string? Environment { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }
    public string? SuspensionReason { get; init; }

    /// <summary>Terminal once set.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    public required IReadOnlyList<Entitlement> Entitlements { get; init; }

    /// <summary>Files may be fetched before the first activation.</summary>
    public required bool DownloadBeforeActivation { get; init; }

    /// <summary>After expiry, releases that maintenance covered may still be fetched.</summary>
    public required bool DownloadAfterExpiry { get; init; }

    /// <summary>Null from a publisher that is older than the member.</summary>
    public UsageTerms? Terms { get; init; }

    /// <summary>What the vendor noted about the license, for its own software; never empty.</summary>
    public IReadOnlyList<MetadataItem>? Metadata { get; init; }

    /// <summary>Until when the vendor gives support. Null: not limited by date.</summary>
    public DateTimeOffset? SupportEndsAt { get; init; }
}

/// <summary>A note of the vendor's.</summary>
/// <param name="Name">Unique within the license.</param>
public sealed record MetadataItem(string Name, string Value);

/// <summary>A named feature of a license.</summary>
/// <param name="Name">Unique within the license.</param>
/// <param name="Value">A limit or setting; null for a plain feature.</param>
public sealed record Entitlement(string Name, string? Value);
