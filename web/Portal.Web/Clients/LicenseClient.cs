namespace Portal.Web.Clients;

public sealed class LicenseClient(HttpClient http) : ServiceClient(http)
{
    private const string Licenses = "/api/license/licenses";

    public Task<Answer<Page<LicenseRow>>> List(LicenseFilter filter, CancellationToken cancellationToken) =>
        Get<Page<LicenseRow>>(filter.Address(Licenses, filter.Size), cancellationToken);

    /// <summary>The whole list as CSV, read while it is written on.</summary>
    public Task<Answer<File>> Csv(LicenseFilter filter, CancellationToken cancellationToken) =>
        GetFile(filter.Address($"{Licenses}.csv", size: null), cancellationToken);

    public Task<Answer<All<ProductRef>>> Products(CancellationToken cancellationToken) =>
        Get<All<ProductRef>>("/api/license/products", cancellationToken);

    /// <summary>Where the vendor helps with each product.</summary>
    public Task<Answer<All<HelpProduct>>> Help(CancellationToken cancellationToken) =>
        Get<All<HelpProduct>>("/api/license/products", cancellationToken);

    /// <summary>Licenses with a text in their key, edition or order number.</summary>
    public Task<Answer<MatchedKeys>> MatchKeys(string search, CancellationToken cancellationToken) =>
        Get<MatchedKeys>(Web.Address.Of("/api/license/keys", ("search", search)), cancellationToken);

    public Task<Answer<LicenseDetail>> Find(Guid licenseId, CancellationToken cancellationToken) =>
        Get<LicenseDetail>($"{Licenses}/{licenseId}", cancellationToken);

    public Task<Answer<RevealedKey>> Reveal(Guid licenseId, CancellationToken cancellationToken) =>
        Post<RevealedKey>($"{Licenses}/{licenseId}/reveal", null, cancellationToken);

    /// <summary>What happened to a license, but not to its devices.</summary>
    public Task<Answer<HistoryPart>> Timeline(
        Guid licenseId,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    ) =>
        Get<HistoryPart>(
            Web.Address.Of($"{Licenses}/{licenseId}/timeline", ("use", "false"), ("cursor", cursor), ("size", size)),
            cancellationToken
        );

    public Task<Answer<LicenseSummary>> Summary(CancellationToken cancellationToken) =>
        Get<LicenseSummary>("/api/license/summary", cancellationToken);
}

public sealed record LicenseFilter(
    string? Search = null,
    LicenseState? State = null,
    Guid? ProductId = null,
    int? ExpiringDays = null,
    Guid? AssigneeId = null,
    string? Sort = null,
    string? Order = null,
    string? Cursor = null,
    int Size = 25,
    string? Attention = null,
    string? Before = null,
    IReadOnlyList<Guid>? SearchAssigneeIds = null
)
{
    internal string Address(string path, int? size) =>
        Web.Address.Of(
            path,
            [
                ("search", Search),
                ("state", State),
                ("productId", ProductId),
                ("expiringDays", ExpiringDays),
                ("assigneeId", AssigneeId),
                ("attention", Attention),
                ("sort", Sort),
                ("order", Order),
                ("cursor", Cursor),
                ("before", Before),
                ("size", size),
                .. (SearchAssigneeIds ?? []).Select(id => ("searchAssigneeIds", (object?)id)),
            ]
        );
}

public sealed record LicenseRow(
    Guid Id,
    string MaskedKey,
    ProductRef Product,
    string? Edition,
    LicenseState State,
    int UsedSlots,
    int? ActivationLimit,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<Guid>? AssigneeIds,
    DateTimeOffset AddedAt,
    string? OrderNumber = null
)
{
    /// <summary>Reasons for attention, the weightiest first; what they are called says <see cref="Standing"/>.</summary>
    public IReadOnlyList<string>? Attention { get; init; }

    /// <summary>Expiry and grace; null: never.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    public DateTimeOffset? MaintenanceEndsAt { get; init; }
    public DateTimeOffset? SuspendedAt { get; init; }
    public string? SuspensionReason { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public bool Downloadable { get; init; }
    public string? RenewalUrl { get; init; }
    public string? SupportUrl { get; init; }

    public bool Works => State is LicenseState.Assigned or LicenseState.Active;
}

public enum LicenseState
{
    Available,
    Assigned,
    Active,
    Suspended,
    Expired,
    Revoked,
}

public sealed record LicenseDetail(
    LicenseRow License,
    string Policy,
    string? Environment,
    DateTimeOffset? MaintenanceEndsAt,
    int? MaxMajorVersion,
    DateTimeOffset? SuspendedAt,
    string? SuspensionReason,
    DateTimeOffset? RevokedAt,
    IReadOnlyList<Entitlement>? Entitlements,
    string? RenewalUrl,
    Verdict Verdict
)
{
    public DateTimeOffset? SupportEndsAt { get; init; }
}

public sealed record Entitlement(string Name, string? Value);

public sealed record Verdict(bool Valid, string Code, string Detail);

/// <param name="More">Others match, too many to name.</param>
public sealed record MatchedKeys(IReadOnlyList<Guid> LicenseIds, bool More);

public sealed record RevealedKey(string Key);

public sealed record LicenseSummary(
    int Total,
    int Active,
    long UsedSlots,
    long Slots,
    int Unlimited,
    int ExpiringSoon,
    IReadOnlyList<AttentionItem> Attention,
    int NeedAttention = 0,
    int Past = 0,
    int NotActivated = 0
);

public sealed record AttentionItem(LicenseRow License);

public sealed record HelpProduct(Guid Id, string Name, string? SupportUrl, string? DocumentationUrl);
