using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>The orders of the list; an index serves each, from the first page to the last.</summary>
internal static class ListOrder
{
    /// <summary>The licenses from the cursor on, in the direction of the query, as queries to be read one after the other: a single one, or one for each product.</summary>
    /// <param name="lastProduct">Product of the cursor's license.</param>
    public static IEnumerable<IQueryable<License>> InOrder(
        this IQueryable<License> licenses,
        ListQuery query,
        IEnumerable<Product> products,
        Guid? lastProduct
    )
    {
        if (query.By != LicenseSort.Product)
        {
            yield return licenses.After(query).Sorted(query);
            yield break;
        }
        var ordered = products
            .OrderBy(product => product.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(product => product.Id)
            .ToList();
        if (query.Order?.Value == SortOrder.Desc != query.Backward)
            ordered.Reverse();
        foreach (var product in ordered.SkipWhile(product => lastProduct is not null && product.Id != lastProduct))
        {
            var part = licenses.Where(license => license.ProductId == product.Id);
            yield return (product.Id == lastProduct ? part.After(query) : part).Sorted(query);
        }
    }

    /// <summary>Where the page after or before <paramref name="row"/> begins.</summary>
    public static Cursor CursorAt(this ListQuery query, License row) =>
        new(query.By == LicenseSort.Expires ? row.ExpiresOrNever : row.AssignedAt!.Value, row.Id);

    private static IQueryable<License> After(this IQueryable<License> licenses, ListQuery query) =>
        (query.By, query.ReadsDescending, query.Start) switch
        {
            (_, _, null) => licenses,
            (LicenseSort.Expires, false, { } last) => licenses.Where(row =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(row.ExpiresOrNever, row.Id),
                    ValueTuple.Create(last.At, last.Id)
                )
            ),
            (LicenseSort.Expires, true, { } last) => licenses.Where(row =>
                EF.Functions.LessThan(
                    ValueTuple.Create(row.ExpiresOrNever, row.Id),
                    ValueTuple.Create(last.At, last.Id)
                )
            ),
            (_, false, { } last) => licenses.Where(row =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(row.AssignedAt, row.Id),
                    ValueTuple.Create((DateTimeOffset?)last.At, last.Id)
                )
            ),
            (_, true, { } last) => licenses.Where(row =>
                EF.Functions.LessThan(
                    ValueTuple.Create(row.AssignedAt, row.Id),
                    ValueTuple.Create((DateTimeOffset?)last.At, last.Id)
                )
            ),
        };

    private static IQueryable<License> Sorted(this IQueryable<License> licenses, ListQuery query) =>
        (query.By, query.ReadsDescending) switch
        {
            (LicenseSort.Expires, false) => licenses.OrderBy(row => row.ExpiresOrNever).ThenBy(row => row.Id),
            (LicenseSort.Expires, true) => licenses
                .OrderByDescending(row => row.ExpiresOrNever)
                .ThenByDescending(row => row.Id),
            (_, false) => licenses.OrderBy(row => row.AssignedAt).ThenBy(row => row.Id),
            (_, true) => licenses.OrderByDescending(row => row.AssignedAt).ThenByDescending(row => row.Id),
        };
}
