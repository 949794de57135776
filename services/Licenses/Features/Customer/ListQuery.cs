using System.ComponentModel.DataAnnotations;
using Portal.Licenses.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>Which of their licenses a customer wants to see.</summary>
/// <param name="Search">Part of the key, the edition, the order number or the product's name, with or without separators.</param>
/// <param name="SearchAssigneeIds">Members whose name matches the search as well: what was given to one of them is found too.</param>
/// <param name="ExpiringDays">Only licenses that expire within so many days and still work.</param>
/// <param name="Attention">
/// Only those that need attention: any, or for one reason. Or past: what ended too long ago for that. Unless sorted otherwise, what
/// can still be prevented comes first.
/// </param>
/// <param name="AssigneeId">Only those that were given to this user of the account.</param>
/// <param name="Sort">Default: by when they came to the account.</param>
/// <param name="Order">Default: newest first by date, else ascending.</param>
/// <param name="Cursor">The <c>next</c> of the page before.</param>
/// <param name="Before">The <c>previous</c> of the page after; instead of a cursor.</param>
/// <param name="Size">Rows a page. Default: 25.</param>
public sealed record ListQuery(
    [property: MaxLength(128)] string? Search,
    AnyCase<LicenseState>? State,
    Guid? ProductId,
    [property: Range(1, 3650)] int? ExpiringDays,
    Guid? AssigneeId,
    AnyCase<LicenseSort>? Sort,
    AnyCase<SortOrder>? Order,
    Cursor? Cursor,
    [property: Range(1, 100)] int? Size,
    [property: AllowedValues(
        null,
        Rules.Attention.Any,
        Rules.Attention.Past,
        Rules.Attention.ProductWithdrawn,
        Rules.Attention.LimitExceeded,
        Rules.Attention.InGrace,
        Rules.Attention.Expiring,
        Rules.Attention.LimitReached,
        Rules.Attention.MaintenanceEnding,
        Rules.Attention.MaintenanceEnded,
        Rules.Attention.Suspended,
        Rules.Attention.Expired,
        Rules.Attention.Revoked
    )]
        string? Attention = null,
    Cursor? Before = null,
    [property: MaxLength(100)] Guid[]? SearchAssigneeIds = null
)
{
    /// <summary>By <see cref="AttentionQueries.ByUrgency"/>.</summary>
    internal bool ByUrgency => Attention is not null && Sort is null;

    /// <summary>Where the page begins, read in its direction.</summary>
    internal Cursor? Start => Backward ? Before : Cursor;

    /// <summary>By urgency there is only forward.</summary>
    internal bool Backward => Before is not null && !ByUrgency;

    internal LicenseSort By => Sort?.Value ?? LicenseSort.Added;

    /// <summary>Within a product the newest come first, whatever the order of the products.</summary>
    internal bool Descending =>
        By == LicenseSort.Product
        || (Order?.Value ?? (By == LicenseSort.Added ? SortOrder.Desc : SortOrder.Asc)) == SortOrder.Desc;

    /// <summary>The direction in which rows are read: a page before another one is read from its end.</summary>
    internal bool ReadsDescending => Descending != Backward;

    internal IQueryable<License> Filter(IQueryable<License> licenses, IEnumerable<Product> products, DateTimeOffset now)
    {
        licenses = licenses.Matching(Search, products, SearchAssigneeIds);
        if (State is { Value: var state })
            licenses = licenses.InState(state, now);
        if (ProductId is { } productId)
            licenses = licenses.Where(license => license.ProductId == productId);
        if (AssigneeId is { } assigneeId)
            licenses = licenses.Where(license => license.AssigneeIds.Contains(assigneeId));
        if (ExpiringDays is { } days)
            licenses = licenses.ExpiringWithin(TimeSpan.FromDays(days), now);
        if (Attention is { } attention)
            licenses = AttentionQueries.At(now, products).Filter(licenses, attention);
        return licenses;
    }
}

/// <summary>What a list is sorted by.</summary>
public enum LicenseSort
{
    /// <summary>When it came to the account.</summary>
    Added,

    /// <summary>Those that never expire come last.</summary>
    Expires,

    /// <summary>The product's name, then newest first.</summary>
    Product,
}

public enum SortOrder
{
    Asc,
    Desc,
}
