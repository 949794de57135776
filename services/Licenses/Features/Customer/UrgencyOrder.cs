using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>The order of a list of what needs attention; any other order is <see cref="ListOrder"/>.</summary>
internal static class UrgencyOrder
{
    /// <summary>The licenses from the cursor on, as queries to be read one after the other.</summary>
    public static async Task<IReadOnlyList<IQueryable<License>>> Parts(
        this LicenseDb db,
        IQueryable<License> found,
        ListQuery query,
        ICollection<Product> products,
        Caller caller,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (!query.ByUrgency)
            return [.. found.InOrder(query, products, await db.ProductAt(query.Start, caller, cancellationToken))];
        var queries = AttentionQueries.At(now, products);
        var last = query.Cursor is not { Id: var lastId }
            ? null
            : await db
                .Licenses.AsNoTracking()
                .VisibleTo(caller)
                .SingleOrDefaultAsync(license => license.Id == lastId, cancellationToken);
        return last is null
            ? [.. queries.ByUrgency(found)]
            : [.. queries.ByUrgency(found, query.Cursor, queries.GroupOf(last))];
    }

    /// <summary>Where the page after <paramref name="last"/> begins; or, in any other order, the page before.</summary>
    public static Cursor CursorAt(
        this ListQuery query,
        License last,
        ICollection<Product> products,
        DateTimeOffset now
    ) => query.ByUrgency ? AttentionQueries.At(now, products).After(last) : query.CursorAt(last);
}
