namespace Portal.Web.Clients;

public sealed class ActivationClient(HttpClient http) : ServiceClient(http)
{
    private const string Activations = "/api/activation/activations";

    public Task<Answer<Page<ActivationRow>>> List(ActivationFilter filter, CancellationToken cancellationToken) =>
        Get<Page<ActivationRow>>(
            Address.Of(
                Activations,
                [
                    ("search", filter.Search),
                    ("status", filter.Status),
                    ("kind", filter.Kind),
                    ("licenseId", filter.LicenseId),
                    ("stale", filter.Stale ? "true" : null),
                    ("cursor", filter.Cursor),
                    ("size", filter.Size),
                    ("productId", filter.ProductId),
                    ("sort", filter.Sort),
                    ("order", filter.Order),
                    ("before", filter.Before),
                    .. (filter.SearchLicenseIds ?? []).Select(id => ("searchLicenseIds", (object?)id)),
                ]
            ),
            cancellationToken
        );

    public Task<Answer<ActivationRow>> Find(Guid activationId, CancellationToken cancellationToken) =>
        Get<ActivationRow>($"{Activations}/{activationId}", cancellationToken);

    public Task<Answer<ActivationRow>> Deactivate(Guid activationId, CancellationToken cancellationToken) =>
        Post<ActivationRow>($"{Activations}/{activationId}/deactivate", null, cancellationToken);

    public Task<Answer<All<ActivationRow>>> DeactivateMany(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    ) => Post<All<ActivationRow>>($"{Activations}/deactivate", new { ids }, cancellationToken);

    public Task<Answer<All<ActivityEntry>>> Activity(CancellationToken cancellationToken) =>
        Get<All<ActivityEntry>>("/api/activation/activity", cancellationToken);

    /// <summary>Devices that the vendor blocked.</summary>
    public Task<Answer<BlockedDevices>> Attention(CancellationToken cancellationToken) =>
        Get<BlockedDevices>("/api/activation/attention", cancellationToken);

    public Task<Answer<Diagnosis>> Diagnose(
        Guid licenseId,
        Guid? activationId,
        string? identifier,
        string? version,
        CancellationToken cancellationToken
    ) =>
        Post<Diagnosis>(
            "/api/activation/diagnostics",
            new
            {
                licenseId,
                activationId,
                identifier,
                version,
            },
            cancellationToken
        );

    /// <summary>What happened to the devices of a license.</summary>
    public Task<Answer<HistoryPart>> LicenseHistory(
        Guid licenseId,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    ) =>
        Get<HistoryPart>(
            Address.Of($"/api/activation/licenses/{licenseId}/history", ("cursor", cursor), ("size", size)),
            cancellationToken
        );

    /// <summary>What happened to one device, in all slots that it had.</summary>
    public Task<Answer<HistoryPart>> History(
        Guid activationId,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    ) =>
        Get<HistoryPart>(
            Address.Of($"{Activations}/{activationId}/history", ("cursor", cursor), ("size", size)),
            cancellationToken
        );

    /// <summary>What a request file of a device without a network would do; nothing is done.</summary>
    public Task<Answer<ForeseenOutcome>> ForeseeOffline(string requestFile, CancellationToken cancellationToken) =>
        Post<ForeseenOutcome>("/api/activation/offline-requests", new { requestFile }, cancellationToken);

    public Task<Answer<OfflineActivation>> ActivateOffline(string requestFile, CancellationToken cancellationToken) =>
        Post<OfflineActivation>("/api/activation/offline-activations", new { requestFile }, cancellationToken);

    public Task<Answer<ActivationRow>> DeactivateOffline(string requestFile, CancellationToken cancellationToken) =>
        Post<ActivationRow>("/api/activation/offline-deactivations", new { requestFile }, cancellationToken);
}

public sealed record ActivationFilter(
    string? Search = null,
    ActivationStatus? Status = null,
    string? Kind = null,
    Guid? LicenseId = null,
    bool Stale = false,
    string? Cursor = null,
    int Size = 25,
    Guid? ProductId = null,
    string? Sort = null,
    string? Order = null,
    string? Before = null,
    IReadOnlyList<Guid>? SearchLicenseIds = null
);

public sealed record ActivationRow(
    Guid Id,
    Guid LicenseId,
    string MaskedKey,
    ProductRef Product,
    string Kind,
    string? Name,
    string Identifier,
    ActivationStatus Status,
    string? Platform,
    string? AppVersion,
    string? Ip,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset? DeactivatedAt,
    DeactivationQuota? Quota = null,
    string? DeactivatedBy = null,
    ActivationDetails? Details = null
)
{
    public bool IsDomain => Kind == "domain";

    /// <summary>Since when the vendor blocks it.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>Why it does not work although its license has not ended: one of the reasons of <see cref="Standing"/>.</summary>
    public string? Stopped { get; init; }

    /// <summary>Deactivated, but its license file uses the slot until then.</summary>
    public DateTimeOffset? SlotHeldUntil { get; init; }

    /// <summary>It holds a slot that can be freed.</summary>
    public bool IsActive => Status is ActivationStatus.Active or ActivationStatus.Blocked or ActivationStatus.Expired;

    public bool IsNamed => !string.IsNullOrEmpty(Name) && Name != Identifier;

    /// <summary>The identifier as people read it: a host in the letters of its script.</summary>
    public string Shown => IsDomain ? Hosts.Unicode(Identifier) : Identifier;
    public string Title => IsNamed ? Name! : ShortText.Middle(Shown, IsDomain ? 40 : 20);
}

/// <summary>What lists leave out.</summary>
public sealed record ActivationDetails(
    bool Uncounted,
    DateTimeOffset? LostAt,
    DateTimeOffset? FileUntil,
    Guid? DeactivatedByUser
);

public enum ActivationStatus
{
    Active,
    Deactivated,
    Suspended,
    Expired,
    Revoked,
    Blocked,
}

/// <summary>Blocked devices, the latest first, and how many each license has.</summary>
public sealed record BlockedDevices(IReadOnlyList<ActivationRow> Items, int Total, IReadOnlyList<BlockedCount> Licenses)
{
    public int Of(Guid licenseId) => Licenses.FirstOrDefault(license => license.LicenseId == licenseId)?.Count ?? 0;
}

public sealed record BlockedCount(Guid LicenseId, int Count);

/// <summary>Remote deactivations of a license in its rolling period.</summary>
public sealed record DeactivationQuota(int Used, int? Limit, int PeriodDays, DateTimeOffset? ResetsAt)
{
    /// <summary>Null: as many as they like.</summary>
    public int? Left => Limit is { } limit ? Math.Max(0, limit - Used) : null;
}

public sealed record ForeseenOutcome(
    string Purpose,
    bool Changes,
    Guid LicenseId,
    string MaskedKey,
    ProductRef Product,
    string Kind,
    string? Name,
    string Identifier,
    int UsedSlots,
    int? ActivationLimit
)
{
    public const string Activate = "activate",
        Deactivate = "deactivate";

    public bool Activates => Purpose == Activate;
    public string Action => Activates ? "Activate" : "Deactivate";
}

public sealed record OfflineActivation(Guid ActivationId, Guid LicenseId, string LicenseFile, DateTimeOffset ExpiresAt);

public sealed record ActivityEntry(
    DateTimeOffset At,
    string Kind,
    Guid ActivationId,
    Guid LicenseId,
    string ProductName,
    string? Name
);

public sealed record Diagnosis(bool Valid, string Code, string Detail, IReadOnlyList<RuleOutcome> Rules)
{
    /// <summary>The device that was found; null if the license was never activated on it.</summary>
    public ActivationRow? Device { get; init; }

    public Ending? Deactivated { get; init; }

    /// <summary>What activating the device would answer; null for an active one.</summary>
    public Activating? Activating { get; init; }

    /// <summary>When slots are missing: the longest unseen devices.</summary>
    public IReadOnlyList<ActivationRow> Freeable { get; init; } = [];

    public DeactivationQuota? Quota { get; init; }
}

/// <param name="By">program, customer, vendor or schedule.</param>
public sealed record Ending(DateTimeOffset At, string By, Guid? UserId);

public sealed record Activating(bool Allowed, string Code, string Detail, int UsedSlots, int? ActivationLimit);

public sealed record RuleOutcome(string Code, string Outcome, string? Detail);
