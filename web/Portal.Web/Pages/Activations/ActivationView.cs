using Portal.Web.Clients;

namespace Portal.Web.Pages.Activations;

/// <summary>What of the activations is shown and how, as it stands in the address: a view can be bookmarked.</summary>
public sealed record ActivationView(
    string? Search,
    string? Status,
    string? Kind,
    string? License,
    string? Product,
    string? Stale,
    string? Sort,
    string? Size
)
{
    public const string Page = "/activations";

    /// <summary>Ways to sort, as the address says them; without a word the newest come first.</summary>
    public static readonly (string Name, string Text)[] Sorts =
    [
        ("", "Newest first"),
        ("oldest", "Oldest first"),
        ("unseen", "Longest unseen"),
        ("seen", "Seen last"),
        ("name", "Name A to Z"),
        ("name-last", "Name Z to A"),
    ];

    public ActivationStatus? KnownStatus =>
        Enum.TryParse<ActivationStatus>(Status, ignoreCase: true, out var status) ? status : null;

    public Guid? LicenseId => Id(License);

    public bool IsStale => Stale == "true";

    public bool IsSearched => !string.IsNullOrWhiteSpace(Search);

    public bool IsFiltered => !string.IsNullOrEmpty(Search + Status + Kind + License + Product + Stale);

    public int PageSize => PagePlace.SizeOf(Size);

    /// <param name="keys">Licenses with the search in their key; Activation knows no keys.</param>
    public ActivationFilter Filter(PagePlace place, IReadOnlyList<Guid>? keys)
    {
        var (sort, order) = Sort switch
        {
            "oldest" => ("firstSeen", "asc"),
            "unseen" => ("lastSeen", "asc"),
            "seen" => ("lastSeen", "desc"),
            "name" => ("name", "asc"),
            "name-last" => ("name", "desc"),
            _ => ((string?)null, (string?)null),
        };
        return new(
            Search,
            KnownStatus,
            Kind,
            LicenseId,
            IsStale,
            place.Cursor,
            PageSize,
            Id(Product),
            sort,
            order,
            place.Before,
            keys
        );
    }

    public string Url(PagePlace? place = null) =>
        Address.Of(
            Page,
            ("search", Search),
            ("status", Status),
            ("kind", Kind),
            ("license", License),
            ("product", Product),
            ("stale", Stale),
            ("sort", Sort),
            ("size", PageSize == PagePlace.DefaultSize ? null : PageSize),
            ("cursor", place?.Cursor),
            ("before", place?.Before),
            ("from", place is { From: > 0 and var from } ? from : null)
        );

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
