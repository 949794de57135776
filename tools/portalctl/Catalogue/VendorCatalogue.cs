namespace Portal.Ctl.Catalogue;

/// <summary>
/// What a vendor sells and to whom, as the files say it. Rows refer to each other by the names that people use, or by ids.
/// Licenses and activations may be more than fit into memory: each enumeration reads their files anew.
/// </summary>
internal sealed record VendorCatalogue(
    string Folder,
    IReadOnlyList<Product> Products,
    List<Policy> Policies,
    IReadOnlyList<Account> Accounts,
    IEnumerable<License> Licenses,
    IEnumerable<Activation> Activations,
    IReadOnlyList<Release> Releases,
    IReadOnlyList<Blocked> Blocked
)
{
    public const string FilesFolder = "files";

    public Names Names { get; } = new(Products, Policies, Accounts);

    /// <summary>What licenses of a product have that were issued without a policy: neither limit nor end.</summary>
    public void AddNoPolicy(Row source, Guid product)
    {
        if (Names.Policy(Names.IdOfNoPolicy(product).ToString()) is not null)
            return;
        Policies.Add(new Policy(source, Names.IdOfNoPolicy(product), "Without a policy", product.ToString(), null));
        Names.Add(Policies[^1]);
    }

    public string PathOf(string sha256) => Path.Combine(Folder, FilesFolder, sha256);
}

internal sealed record Product(Row Source, Guid Id, string Slug, string Name)
{
    public bool Active { get; init; }
    public bool ChangelogPublic { get; init; }
    public string? WebsiteUrl { get; init; }
    public string? DocumentationUrl { get; init; }
    public string? SupportUrl { get; init; }
}

internal sealed record Policy(Row Source, Guid Id, string Name, string Product, int? ActivationLimit)
{
    /// <summary>What licenses call it; null: by its id.</summary>
    public string? Code { get; init; }

    public int? DurationDays { get; init; }
    public int GraceDays { get; init; }
    public int? MaintenanceDays { get; init; }
    public int? MaxMajorVersion { get; init; }
    public string? Environment { get; init; }
    public string? Edition { get; init; }
    public IReadOnlyList<NamedValue> Entitlements { get; init; } = [];
    public bool DownloadBeforeActivation { get; init; } = true;
    public bool DownloadAfterExpiry { get; init; }
    public string? RenewalUrl { get; init; }
    public KeyFormat? KeyFormat { get; init; }
    public string? KeyPrefix { get; init; }
    public Terms? Terms { get; init; }
}

/// <summary>How licenses of a policy may be used on devices and domains; null is the portal's default.</summary>
internal sealed record Terms
{
    public Binding? Binding { get; init; }
    public FingerprintMatching? FingerprintMatching { get; init; }
    public int? DeactivationQuota { get; init; }
    public int? DeactivationPeriodDays { get; init; }
    public int? HeartbeatMinutes { get; init; }
    public int? StaleAfterDays { get; init; }
    public bool OfflineActivation { get; init; }
    public int? LicenseFileDays { get; init; }
    public bool LocalDomainsUncounted { get; init; }
    public bool WwwIsSameSite { get; init; }
    public string? UncountedDomains { get; init; }
}

/// <summary>An entitlement, whose value may be null, or a note.</summary>
internal sealed record NamedValue(string Name, string? Value);

/// <summary>A value of a license's own instead of its policy's. Null: there is none, whatever the policy says.</summary>
internal sealed record Own<T>(T? Value)
    where T : struct;

internal sealed record Account(Row Source, Guid Id, string Name, AccountKind Kind, IReadOnlyList<Member> Members);

internal sealed record Member(Row Source, Guid Id, string Email, string DisplayName, MemberRole Role, string? Password);

/// <param name="Policy">Null: it was issued without one, and <see cref="Product"/> says of what.</param>
internal sealed record License(Row Source, Guid Id, string Key, string? Policy)
{
    public string? Product { get; init; }
    public string? Customer { get; init; }
    public IReadOnlyList<string> Assignees { get; init; } = [];
    public Moment Issued { get; init; }
    public Moment? Assigned { get; init; }
    public Own<Moment>? Expires { get; init; }
    public Own<int>? Limit { get; init; }
    public Own<Moment>? Maintenance { get; init; }

    /// <summary>Null: its policy's.</summary>
    public IReadOnlyList<NamedValue>? Entitlements { get; init; }

    public IReadOnlyList<NamedValue> Metadata { get; init; } = [];

    public Snapshot Snapshot { get; init; } = Snapshot.OfThePolicy;

    /// <summary>More is activated than the limit allows: it was lowered afterwards.</summary>
    public bool OverLimit { get; init; }

    public Moment? Suspended { get; init; }
    public Moment? Revoked { get; init; }
    public LicenseAction Then { get; init; }
    public string? Reason { get; init; }
}

internal sealed record Activation(Row Source, Guid Id, string License, ActivationKind Kind, string Identifier)
{
    public string? Name { get; init; }
    public string? Platform { get; init; }
    public string? AppVersion { get; init; }
    public string? Ip { get; init; }
    public Moment FirstSeen { get; init; }
    public Moment? LastSeen { get; init; }
    public Moment? Deactivated { get; init; }
    public string? DeactivatedBy { get; init; }

    /// <summary>It takes no slot. Null: as its license's terms say.</summary>
    public bool? Uncounted { get; init; }

    /// <summary>Components of the machine, hashed.</summary>
    public IReadOnlyList<string> Fingerprint { get; init; } = [];
}

/// <summary>A device or domain that nothing works on: no license, or not this one, or none of this product.</summary>
internal sealed record Blocked(Row Source, string Identifier)
{
    /// <summary>Null: it is meant as it is written.</summary>
    public ActivationKind? Kind { get; init; }

    public string? License { get; init; }
    public string? Product { get; init; }
    public string? Reason { get; init; }
}

internal sealed record Release(
    Row Source,
    Guid Id,
    string Product,
    string Version,
    ReleaseChannel Channel,
    Moment Released,
    string? Notes,
    IReadOnlyList<Artifact> Artifacts
);

/// <param name="Sha256">Of a file in the catalogue's folder <c>files</c>, under this as its name. Null: the content is made up.</param>
internal sealed record Artifact(
    Row Source,
    Guid Id,
    string FileName,
    ArtifactKind Kind,
    string Platform,
    string Arch,
    long Size,
    string? Sha256
);

internal enum AccountKind
{
    Individual,
    Organization,
}

internal enum MemberRole
{
    Owner,
    Admin,
    Member,
}

internal enum KeyFormat
{
    Groups,
    Uuid,
}

internal enum Binding
{
    Hardware,
    Domain,
}

internal enum FingerprintMatching
{
    All,
    Most,
    AnyTwo,
    Any,
}

internal enum ActivationKind
{
    Hardware,
    Domain,
}

internal enum ReleaseChannel
{
    Stable,
    Beta,
    Hotfix,
}

internal enum ArtifactKind
{
    Installer,
    Documentation,
}

/// <summary>What the vendor did to a license after it was in use.</summary>
internal enum LicenseAction
{
    Nothing,
    Suspend,
    Revoke,
}
