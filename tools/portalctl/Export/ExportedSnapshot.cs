using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Commands;
using Portal.Ctl.Management;

namespace Portal.Ctl.Export;

/// <summary>What a license took from its policy, or would take from it today. A line of <c>licenses.csv</c> says where the two differ.</summary>
internal sealed record ExportedSnapshot(
    string PolicyName,
    int GraceDays,
    int? MaxMajorVersion,
    string? Edition,
    string? Environment,
    string? RenewalUrl,
    bool DownloadBeforeActivation,
    bool DownloadAfterExpiry,
    Terms Terms
)
{
    public DateTimeOffset? SupportEndsAt { get; init; }

    public static readonly IReadOnlyList<string> Columns =
    [
        "policyName",
        "graceDays",
        "maxMajorVersion",
        "edition",
        "environment",
        "renewalUrl",
        "downloadBeforeActivation",
        "downloadAfterExpiry",
        "terms",
        "support",
    ];

    public static ExportedSnapshot OfPolicy(JsonElement policy) =>
        policy.As<ExportedSnapshot>() with
        {
            PolicyName = policy.Text("name")!,
        };

    public IEnumerable<string?> Values(ExportedSnapshot today)
    {
        yield return Own(it => it.PolicyName, name => name);
        yield return Own(it => it.GraceDays, days => days.ToString(CultureInfo.InvariantCulture));
        yield return Own(
            it => it.MaxMajorVersion,
            major => major?.ToString(CultureInfo.InvariantCulture) ?? CatalogueRows.Unlimited
        );
        yield return Own(it => it.Edition, OwnText.Write);
        yield return Own(it => it.Environment, OwnText.Write);
        yield return Own(it => it.RenewalUrl, OwnText.Write);
        yield return Own(it => it.DownloadBeforeActivation, Flag);
        yield return Own(it => it.DownloadAfterExpiry, Flag);
        yield return Own(it => it.Terms, Written);
        yield return SupportEndsAt is { } support ? Moment.Write(support) : null;

        string? Own<T>(Func<ExportedSnapshot, T> part, Func<T, string> write) =>
            EqualityComparer<T>.Default.Equals(part(this), part(today)) ? null : write(part(this));
    }

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Written(Terms terms)
    {
        var members = JsonSerializer
            .SerializeToNode(terms, ManagementJson.Options)!
            .AsObject()
            .Where(member => member.Value is JsonValue value && value.ToString() != "false")
            .ToList();
        return members.Count == 0
            ? NamedList.Nothing
            : NamedList.Write(members.Select(member => (member.Key, (string?)member.Value!.ToString())));
    }
}
