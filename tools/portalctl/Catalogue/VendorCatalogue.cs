namespace Portal.Ctl.Catalogue;

/// <summary>What a vendor sells and to whom, as the files say it. Rows refer to each other by the names that people use.</summary>
internal sealed record VendorCatalogue(
    IReadOnlyList<Product> Products,
    IReadOnlyList<Policy> Policies,
    IReadOnlyList<Account> Accounts,
    IReadOnlyList<License> Licenses,
    IReadOnlyList<Activation> Activations,
    IReadOnlyList<Release> Releases);

internal sealed record Product(Row Source, Guid Id, string Slug, string Name);

internal sealed record Policy(Row Source, Guid Id, string Code, string Name, string Product, int? ActivationLimit)
{
    public int? DurationDays { get; init; }
    public int GraceDays { get; init; }
    public int? MaintenanceDays { get; init; }
    public int? MaxMajorVersion { get; init; }
    public string? Environment { get; init; }
    public string? Edition { get; init; }
    public IReadOnlyList<Entitlement> Entitlements { get; init; } = [];
    public bool DownloadBeforeActivation { get; init; }
    public bool DownloadAfterExpiry { get; init; }
    public string? RenewalUrl { get; init; }
}

internal sealed record Entitlement(string Name, string? Value);

internal sealed record Account(Row Source, Guid Id, string Name, AccountKind Kind, IReadOnlyList<Member> Members);

internal sealed record Member(Row Source, Guid Id, string Email, string DisplayName, MemberRole Role, string? Password);

internal sealed record License(Row Source, Guid Id, string Key, string Policy)
{
    public string? Customer { get; init; }
    public IReadOnlyList<string> Assignees { get; init; } = [];
    public Moment Issued { get; init; }
    public Moment? Expires { get; init; }
    public int? Limit { get; init; }
    public Moment? Maintenance { get; init; }
    public LicenseMove Then { get; init; }
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
}

internal sealed record Release(Row Source, Guid Id, string Product, string Version, ReleaseChannel Channel, Moment Released, string? Notes, IReadOnlyList<Artifact> Artifacts);

internal sealed record Artifact(Row Source, Guid Id, string FileName, ArtifactKind Kind, string Platform, string Arch, long Size);

internal enum AccountKind { Individual, Organization }

internal enum MemberRole { Owner, Admin, Member }

internal enum ActivationKind { Hardware, Domain }

internal enum ReleaseChannel { Stable, Beta, Hotfix }

internal enum ArtifactKind { Installer, Documentation }

/// <summary>What the vendor did to a license after it was in use.</summary>
internal enum LicenseMove { Nothing, Suspend, Revoke }
