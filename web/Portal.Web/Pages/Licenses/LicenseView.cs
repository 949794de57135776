using Portal.Web.Clients;

namespace Portal.Web.Pages.Licenses;

/// <summary>What of the licenses is shown and how, as it stands in the address: a view can be bookmarked, and downloaded.</summary>
public sealed record LicenseView(string? Search, string? State, string? Product, string? Expiring, string? Assignee, string? Sort)
{
    public const string Page = "/licenses", Csv = "/licenses.csv";

    /// <summary>Ways to sort; a page sorts by the first one when its address does not say.</summary>
    public static readonly (string Name, string Text)[] Sorts =
    [
        ("newest", "Newest first"), ("oldest", "Oldest first"), ("expires", "Expires soonest"), ("expires-last", "Expires last"), ("product", "Product A to Z"), ("product-last", "Product Z to A"),
    ];

    public LicenseState? KnownState => Enum.TryParse<LicenseState>(State, ignoreCase: true, out var state) ? state : null;

    public bool IsFiltered => !string.IsNullOrEmpty(Search + State + Product + Expiring + Assignee);

    public LicenseFilter Filter(string? cursor = null)
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
        return new(Search, KnownState, Id(Product), int.TryParse(Expiring, out var days) ? days : null, Id(Assignee), sort, order, cursor);
    }

    public string Url(string path = Page, string? cursor = null, int from = 0) => Address.Of(path,
        ("search", Search), ("state", State), ("product", Product), ("expiring", Expiring), ("assignee", Assignee), ("sort", Sort), ("cursor", cursor), ("from", from == 0 ? null : from));

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
