using Portal.Web.Clients;

namespace Portal.Web.Pages.Licenses;

/// <summary>What of the licenses is shown and how, as it stands in the address: a view can be bookmarked, and downloaded.</summary>
public sealed record LicenseView(
    string? Search,
    string? State,
    string? Product,
    string? Expiring,
    string? Assignee,
    string? Sort,
    string? Attention = null,
    string? Size = null
)
{
    public const string Page = "/licenses",
        Csv = "/licenses.csv";
    private const int MaxNames = 100;

    /// <summary>Ways to sort, as the address says them; without a word the newest come first.</summary>
    public static readonly (string Name, string Text)[] Sorts =
    [
        ("", "Newest first"),
        ("oldest", "Oldest first"),
        ("expires", "Expires soonest"),
        ("expires-last", "Expires last"),
        ("product", "Product A to Z"),
        ("product-last", "Product Z to A"),
    ];

    /// <summary>What a list can be narrowed to, as the address says it; licenses that need attention come by urgency.</summary>
    public static readonly (string Name, string Text)[] Attentions =
    [
        ("any", "Needs attention"),
        (Standing.Expiring, "Expiring"),
        (Standing.InGrace, "In grace"),
        (Standing.LimitReached, "No free slot"),
        (Standing.LimitExceeded, "Over its limit"),
        (Standing.MaintenanceEnding, "Updates ending"),
        (Standing.MaintenanceEnded, "Updates ended"),
        (Standing.BlockedDevice, "Device blocked"),
        (Standing.ProductWithdrawn, "No longer offered"),
        (Standing.Suspended, "Suspended"),
        (Standing.Expired, "Expired"),
        (Standing.Revoked, "Revoked"),
        ("past", "Ended long ago"),
    ];

    private string? KnownAttention =>
        Attention != Standing.BlockedDevice && Attentions.Any(known => known.Name == Attention) ? Attention : null;

    public LicenseState? KnownState =>
        Enum.TryParse<LicenseState>(State, ignoreCase: true, out var state) ? state : null;

    public bool IsFiltered => !string.IsNullOrEmpty(Search + State + Product + Expiring + Assignee + Attention);

    public bool IsSearched => !string.IsNullOrWhiteSpace(Search);

    public int PageSize => PagePlace.SizeOf(Size);

    /// <param name="members">Where the names of assignees are looked up; License knows none.</param>
    public LicenseFilter Filter(PagePlace? place = null, IEnumerable<AccountMember>? members = null)
    {
        var (sort, order) = Sort switch
        {
            "oldest" => ("added", "asc"),
            "expires" => ("expires", "asc"),
            "expires-last" => ("expires", "desc"),
            "product" => ("product", "asc"),
            "product-last" => ("product", "desc"),
            _ => ((string?)null, (string?)null),
        };
        return new(
            Search,
            KnownState,
            Id(Product),
            int.TryParse(Expiring, out var days) ? days : null,
            Id(Assignee),
            sort,
            order,
            place?.Cursor,
            PageSize,
            KnownAttention,
            place?.Before,
            Named(members ?? [])
        );
    }

    public string Url(string path = Page, PagePlace? place = null) =>
        Address.Of(
            path,
            ("search", Search),
            ("state", State),
            ("product", Product),
            ("expiring", Expiring),
            ("assignee", Assignee),
            ("attention", Attention),
            ("sort", Sort),
            ("size", PageSize == PagePlace.DefaultSize ? null : PageSize),
            ("cursor", place?.Cursor),
            ("before", place?.Before),
            ("from", place is { From: > 0 and var from } ? from : null)
        );

    /// <summary>Those who have every word of the search in their name or address.</summary>
    private Guid[] Named(IEnumerable<AccountMember> members)
    {
        var words = (Search ?? "").Split(
            (char[]?)null,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        return words.Length == 0 ? [] : [.. members.Where(Matches).Select(member => member.Id).Take(MaxNames)];

        bool Matches(AccountMember member) =>
            words.All(word =>
                member.DisplayName.Contains(word, StringComparison.OrdinalIgnoreCase)
                || member.Email.Contains(word, StringComparison.OrdinalIgnoreCase)
            );
    }

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
