using System.Globalization;
using Portal.Ctl.Catalogue;

namespace Portal.Ctl.Export;

/// <summary>A license of the management API as a line of <c>licenses.csv</c>, complete, so that a later change of the policy changes nothing.</summary>
internal sealed record ExportedLicense(
    Guid Id,
    string Key,
    Guid PolicyId,
    Guid? AccountId,
    IReadOnlyList<Guid> AssigneeIds,
    DateTimeOffset IssuedAt,
    DateTimeOffset? AssignedAt,
    DateTimeOffset? ExpiresAt,
    int? ActivationLimit,
    DateTimeOffset? MaintenanceEndsAt,
    IReadOnlyList<NamedValue> Entitlements,
    IReadOnlyList<NamedValue>? Metadata,
    DateTimeOffset? SuspendedAt,
    string? SuspensionReason,
    DateTimeOffset? RevokedAt,
    ExportedSnapshot Snapshot
)
{
    public static readonly IReadOnlyList<string> Columns =
    [
        "id",
        "key",
        "policy",
        "customer",
        "assignees",
        "issued",
        "assigned",
        "expires",
        "limit",
        "overLimit",
        "maintenance",
        "entitlements",
        "metadata",
        "suspended",
        "reason",
        "revoked",
        .. ExportedSnapshot.Columns,
    ];

    /// <param name="policy">What it would take from its policy today.</param>
    public IEnumerable<string?> Values(int active, ExportedSnapshot policy) =>
        [
            Id.ToString(),
            Key,
            PolicyId.ToString(),
            AccountId?.ToString(),
            AssigneeIds.Count > 0 ? string.Join(';', AssigneeIds) : null,
            Moment.Write(IssuedAt),
            Line.Time(AssignedAt),
            Line.Time(ExpiresAt) ?? CatalogueRows.Never,
            ActivationLimit?.ToString(CultureInfo.InvariantCulture) ?? CatalogueRows.Unlimited,
            active > ActivationLimit ? "true" : null,
            Line.Time(MaintenanceEndsAt) ?? CatalogueRows.Unlimited,
            Line.Names(Entitlements) ?? NamedList.Nothing,
            Line.Names(Metadata),
            Line.Time(SuspendedAt),
            SuspensionReason,
            Line.Time(RevokedAt),
            .. Snapshot.Values(policy),
        ];
}

/// <summary>An activation of the management API as a line of <c>activations.csv</c>.</summary>
internal sealed record ExportedActivation(
    Guid Id,
    Guid LicenseId,
    string Kind,
    string Identifier,
    string? Name,
    string? Platform,
    string? AppVersion,
    string? Ip,
    bool Uncounted,
    IReadOnlyList<string>? Fingerprint,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset? DeactivatedAt,
    string? DeactivatedBy
)
{
    public static readonly IReadOnlyList<string> Columns =
    [
        "id",
        "license",
        "kind",
        "identifier",
        "name",
        "platform",
        "appVersion",
        "ip",
        "firstSeen",
        "lastSeen",
        "deactivated",
        "deactivatedBy",
        "uncounted",
        "fingerprint",
    ];

    public IEnumerable<string?> Values() =>
        [
            Id.ToString(),
            LicenseId.ToString(),
            Kind,
            Identifier,
            Name,
            Platform,
            AppVersion,
            Ip,
            Moment.Write(FirstSeenAt),
            Line.Time(LastSeenAt),
            Line.Time(DeactivatedAt),
            DeactivatedBy,
            Kind == "domain"
                ? Uncounted
                    ? "true"
                    : "false"
                : null,
            Fingerprint is { Count: > 0 } ? string.Join(';', Fingerprint) : null,
        ];
}

/// <summary>A blocked device or domain of the management API as a line of <c>blocked.csv</c>.</summary>
internal sealed record ExportedBlocked(string Identifier, Guid? LicenseId, Guid? ProductId, string? Reason)
{
    public static readonly IReadOnlyList<string> Columns = ["identifier", "license", "product", "reason"];

    public IEnumerable<string?> Values() => [Identifier, LicenseId?.ToString(), ProductId?.ToString(), Reason];
}

file static class Line
{
    public static string? Time(DateTimeOffset? time) => time is { } at ? Moment.Write(at) : null;

    public static string? Names(IReadOnlyList<NamedValue>? items) =>
        items is { Count: > 0 } ? NamedList.Write(items.Select(item => (item.Name, item.Value))) : null;
}
