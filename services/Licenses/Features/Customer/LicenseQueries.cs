using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>Filters of licenses as SQL.</summary>
internal static class LicenseQueries
{
    /// <summary>Of <see cref="SearchPattern"/>; the provider has none by default.</summary>
    private const string Escape = "\\";

    /// <summary>The caller's: all of the account, or what is assigned to a member.</summary>
    public static IQueryable<License> VisibleTo(this IQueryable<License> licenses, Caller caller) =>
        caller.SeesWholeAccount
            ? licenses.Where(license => license.AccountId == caller.AccountId)
            : licenses.Where(license =>
                license.AccountId == caller.AccountId && license.AssigneeIds.Contains(caller.UserId)
            );

    /// <summary>Products of which the caller's account has a license.</summary>
    public static IQueryable<Product> ProductsOf(this LicenseDb db, Caller caller) =>
        db
            .Products.AsNoTracking()
            .Where(product =>
                db.Licenses.Any(license => license.AccountId == caller.AccountId && license.ProductId == product.Id)
            );

    /// <summary>Product of the license that a page ended with.</summary>
    public static Task<Guid?> ProductAt(
        this LicenseDb db,
        Cursor? cursor,
        Caller caller,
        CancellationToken cancellationToken
    ) =>
        cursor is not { Id: var last }
            ? Task.FromResult<Guid?>(null)
            : db
                .Licenses.VisibleTo(caller)
                .Where(license => license.Id == last)
                .Select(license => (Guid?)license.ProductId)
                .SingleOrDefaultAsync(cancellationToken);

    /// <summary>
    /// Those with <paramref name="search"/> in their key, edition, order number or product's name, whatever separators either has,
    /// and those of <paramref name="assigneeIds"/>. Masks before it are left out.
    /// </summary>
    public static IQueryable<License> Matching(
        this IQueryable<License> licenses,
        string? search,
        IEnumerable<Product> products,
        IReadOnlyCollection<Guid>? assigneeIds = null
    )
    {
        if (search?.Trim().TrimStart('*', '\u2022', '-') is not { Length: > 0 } term)
            return licenses;
        var text = SearchText.Of(term);
        if (text.Length == 0)
            return licenses.Where(_ => false);
        var (pattern, key) = (SearchPattern.Containing(text), SearchText.OfKey(term));
        var named = products
            .Where(product => SearchText.Of(product.Name).Contains(text, StringComparison.OrdinalIgnoreCase))
            .Select(product => product.Id)
            .ToList();
        // Separate queries, because an OR with other columns can keep the planner from using the trigram index.
        return (named.Count, assigneeIds) switch
        {
            (0, null or { Count: 0 }) => licenses.Where(license =>
                EF.Functions.ILike(license.SearchText, pattern, Escape)
                || Regex.IsMatch(license.SearchText, key, RegexOptions.IgnoreCase)
            ),
            (_, null or { Count: 0 }) => licenses.Where(license =>
                EF.Functions.ILike(license.SearchText, pattern, Escape)
                || Regex.IsMatch(license.SearchText, key, RegexOptions.IgnoreCase)
                || named.Contains(license.ProductId)
            ),
            _ => licenses.Where(license =>
                EF.Functions.ILike(license.SearchText, pattern, Escape)
                || Regex.IsMatch(license.SearchText, key, RegexOptions.IgnoreCase)
                || named.Contains(license.ProductId)
                || license.AssigneeIds.Any(id => assigneeIds.Contains(id))
            ),
        };
    }

    /// <summary>The same as <see cref="LicenseStates.StateAt"/>, for the database; a test compares the two.</summary>
    public static IQueryable<License> InState(this IQueryable<License> licenses, LicenseState state, DateTimeOffset now)
    {
        var notStopped = licenses.Where(license => license.RevokedAt == null && license.SuspendedAt == null);
        var running = notStopped.Where(license => license.EndsAt == null || license.EndsAt > now);
        return state switch
        {
            LicenseState.Revoked => licenses.Where(license => license.RevokedAt != null),
            LicenseState.Suspended => licenses.Where(license =>
                license.RevokedAt == null && license.SuspendedAt != null
            ),
            LicenseState.Expired => notStopped.Where(license => license.EndsAt <= now),
            LicenseState.Available => running.Where(license => license.AccountId == null),
            LicenseState.Active => running.Where(license => license.AccountId != null && license.UsedSlots > 0),
            LicenseState.Assigned => running.Where(license => license.AccountId != null && license.UsedSlots == 0),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
    }

    /// <summary>Still working, but not for longer than <paramref name="within"/>.</summary>
    public static IQueryable<License> ExpiringWithin(
        this IQueryable<License> licenses,
        TimeSpan within,
        DateTimeOffset now
    )
    {
        var limit = now + within;
        // By the column that an index has for each account; what never expires is beyond every limit.
        return licenses.Where(license =>
            license.RevokedAt == null
            && license.SuspendedAt == null
            && license.EndsAt > now
            && license.ExpiresOrNever <= limit
        );
    }
}
