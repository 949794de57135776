namespace Portal.Ctl.Catalogue;

/// <summary>The columns of each table.</summary>
internal static class CatalogueRows
{
    public const string Unlimited = "unlimited",
        Never = "never";

    public static Product Product(Row row) =>
        new(row, row.Id(), row.Text("slug"), row.Text("name"))
        {
            Active = row.Flag("active", otherwise: true),
            ChangelogPublic = row.Flag("changelogPublic", otherwise: false),
            WebsiteUrl = row.Optional("websiteUrl"),
            DocumentationUrl = row.Optional("documentationUrl"),
            SupportUrl = row.Optional("supportUrl"),
        };

    public static Policy Policy(Row row) =>
        new(row, row.Id(), row.Text("name"), row.Text("product"), Limit(row))
        {
            Code = row.Optional("code"),
            DurationDays = row.Number("durationDays", from: 1),
            GraceDays = row.Number("graceDays") ?? 0,
            MaintenanceDays = row.Number("maintenanceDays"),
            MaxMajorVersion = row.Number("maxMajorVersion"),
            Environment = row.Optional("environment"),
            Edition = row.Optional("edition"),
            Entitlements = Named(row, "entitlements") ?? [],
            DownloadBeforeActivation = row.Flag("downloadBeforeActivation", otherwise: true),
            DownloadAfterExpiry = row.Flag("downloadAfterExpiry", otherwise: false),
            RenewalUrl = row.Optional("renewalUrl"),
            KeyFormat = row.OptionalOneOf<KeyFormat>("keyFormat"),
            KeyPrefix = row.Optional("keyPrefix"),
            Terms = row.Object("terms", Terms),
        };

    public static Account Account(Row row) =>
        new(row, row.Id(), row.Text("name"), row.OneOf<AccountKind>("kind"), row.Rows("members", Member));

    public static License License(Row row) =>
        new(row, row.Id(), row.Text("key"), row.Optional("policy"))
        {
            Product = row.Optional("product"),
            Customer = row.Optional("customer"),
            Assignees = row.Texts("assignees"),
            Issued = row.RequiredTime("issued"),
            Assigned = row.Time("assigned"),
            Expires = row.Own("expires", Never, () => row.Time("expires")),
            Limit = row.Own("limit", Unlimited, () => row.Number("limit", from: 1)),
            Maintenance = row.Own("maintenance", Unlimited, () => row.Time("maintenance")),
            Entitlements = Named(row, "entitlements"),
            Metadata = Named(row, "metadata") ?? [],
            Snapshot = Snapshot(row),
            OverLimit = row.Flag("overLimit", otherwise: false),
            Suspended = row.Time("suspended"),
            Revoked = row.Time("revoked"),
            Then = row.OptionalOneOf<LicenseAction>("then") ?? LicenseAction.Nothing,
            Reason = row.Optional("reason"),
        };

    public static Blocked Blocked(Row row) =>
        new(row, row.Text("identifier"))
        {
            Kind = row.OptionalOneOf<ActivationKind>("kind"),
            License = row.Optional("license"),
            Product = row.Optional("product"),
            Reason = row.Optional("reason"),
        };

    public static Activation Activation(Row row) =>
        new(row, row.Id(), row.Text("license"), row.OneOf<ActivationKind>("kind"), row.Text("identifier"))
        {
            Name = row.Optional("name"),
            Platform = row.Optional("platform"),
            AppVersion = row.Optional("appVersion"),
            Ip = row.Optional("ip"),
            FirstSeen = row.RequiredTime("firstSeen"),
            LastSeen = row.Time("lastSeen"),
            Deactivated = row.Time("deactivated"),
            DeactivatedBy = row.Optional("deactivatedBy"),
            Uncounted = row.OptionalFlag("uncounted"),
            Fingerprint = row.Texts("fingerprint"),
        };

    public static Release Release(Row row) =>
        new(
            row,
            row.Id(),
            row.Text("product"),
            row.Text("version"),
            row.OneOf<ReleaseChannel>("channel"),
            row.RequiredTime("released"),
            row.Optional("notes"),
            row.Rows("artifacts", Artifact)
        );

    public static Snapshot Snapshot(Row row) =>
        new()
        {
            PolicyName = row.Optional("policyName"),
            GraceDays = row.Number("graceDays"),
            MaxMajorVersion = row.Own("maxMajorVersion", Unlimited, () => row.Number("maxMajorVersion")),
            Edition = row.OwnText("edition"),
            Environment = row.OwnText("environment"),
            RenewalUrl = row.OwnText("renewalUrl"),
            DownloadBeforeActivation = row.OptionalFlag("downloadBeforeActivation"),
            DownloadAfterExpiry = row.OptionalFlag("downloadAfterExpiry"),
            Terms = row.Object("terms", Terms),
            Support = row.Time("support"),
        };

    private static int? Limit(Row row) =>
        row.Text("activationLimit") == Unlimited ? null : row.Number("activationLimit", from: 1);

    private static Terms Terms(Row row) =>
        new()
        {
            Binding = row.OptionalOneOf<Binding>("binding"),
            FingerprintMatching = row.OptionalOneOf<FingerprintMatching>("fingerprintMatching"),
            DeactivationQuota = row.Number("deactivationQuota"),
            DeactivationPeriodDays = row.Number("deactivationPeriodDays", from: 1),
            HeartbeatMinutes = row.Number("heartbeatMinutes", from: 1),
            StaleAfterDays = row.Number("staleAfterDays", from: 1),
            OfflineActivation = row.Flag("offlineActivation", otherwise: false),
            LicenseFileDays = row.Number("licenseFileDays", from: 1),
            LocalDomainsUncounted = row.Flag("localDomainsUncounted", otherwise: false),
            WwwIsSameSite = row.Flag("wwwIsSameSite", otherwise: false),
            UncountedDomains = row.Optional("uncountedDomains"),
        };

    private static Member Member(Row row) =>
        new(
            row,
            row.Id(),
            row.Text("email"),
            row.Text("displayName"),
            row.OneOf<MemberRole>("role"),
            row.Optional("password")
        );

    private static Artifact Artifact(Row row) =>
        new(
            row,
            row.Id(),
            row.Text("fileName"),
            row.OneOf<ArtifactKind>("kind"),
            row.Text("platform"),
            row.Text("arch"),
            row.Size("size"),
            row.Optional("sha256")
        );

    private static List<NamedValue>? Named(Row row, string column) =>
        row.NamedValues(column)?.Select(item => new NamedValue(item.Name, item.Value)).ToList();
}
