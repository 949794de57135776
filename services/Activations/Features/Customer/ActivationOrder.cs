using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults;

namespace Portal.Activations.Features.Customer;

/// <summary>What a list of activations is sorted by.</summary>
public enum ActivationSort
{
    /// <summary>When it was activated.</summary>
    FirstSeen,

    /// <summary>When it was seen; one that was never seen since counts from its activation.</summary>
    LastSeen,

    /// <summary>Its name, or its identifier if it has none, without regard to case.</summary>
    Name,
}

public enum SortOrder
{
    Asc,
    Desc,
}

/// <summary>The orders of the list, in either direction: a page before another one is read from its end.</summary>
/// <param name="Descending">The direction in which rows are read.</param>
internal sealed record ActivationOrder(ActivationSort By, bool Descending)
{
    /// <summary>Newest first, and otherwise ascending, unless the query says so.</summary>
    public static ActivationOrder Of(ActivationSort? by, SortOrder? order, bool backward)
    {
        var sort = by ?? ActivationSort.FirstSeen;
        var descending =
            (order ?? (sort == ActivationSort.FirstSeen ? SortOrder.Desc : SortOrder.Asc)) == SortOrder.Desc;
        return new(sort, descending != backward);
    }

    public Cursor CursorAt(ActivationWithLicense row) =>
        new(By == ActivationSort.LastSeen ? row.SeenAt : row.Activation.FirstSeenAt, row.Activation.Id);

    public IQueryable<ActivationWithLicense> Sort(IQueryable<ActivationWithLicense> rows) =>
        (By, Descending) switch
        {
            (ActivationSort.LastSeen, false) => rows.OrderBy(row => row.SeenAt).ThenBy(row => row.Activation.Id),
            (ActivationSort.LastSeen, true) => rows.OrderByDescending(row => row.SeenAt)
                .ThenByDescending(row => row.Activation.Id),
            (ActivationSort.Name, false) => rows.OrderBy(row => row.Title).ThenBy(row => row.Activation.Id),
            (ActivationSort.Name, true) => rows.OrderByDescending(row => row.Title)
                .ThenByDescending(row => row.Activation.Id),
            (_, false) => rows.OrderBy(row => row.Activation.FirstSeenAt).ThenBy(row => row.Activation.Id),
            (_, true) => rows.OrderByDescending(row => row.Activation.FirstSeenAt)
                .ThenByDescending(row => row.Activation.Id),
        };

    /// <param name="mine">Where the row of the cursor is looked up: a cursor has no room for a name.</param>
    public async Task<IQueryable<ActivationWithLicense>> After(
        Cursor start,
        IQueryable<ActivationWithLicense> rows,
        IQueryable<ActivationWithLicense> mine,
        CancellationToken cancellationToken
    )
    {
        var (at, id) = (start.At, start.Id);
        if (By == ActivationSort.Name)
        {
            var title = await mine.Where(row => row.Activation.Id == id)
                .Select(row => row.Title)
                .SingleOrDefaultAsync(cancellationToken)
                ?? "";
            return Descending
                ? rows.Where(row =>
                    EF.Functions.LessThan(ValueTuple.Create(row.Title, row.Activation.Id), ValueTuple.Create(title, id))
                )
                : rows.Where(row =>
                    EF.Functions.GreaterThan(
                        ValueTuple.Create(row.Title, row.Activation.Id),
                        ValueTuple.Create(title, id)
                    )
                );
        }
        if (By == ActivationSort.LastSeen)
        {
            return Descending
                ? rows.Where(row =>
                    EF.Functions.LessThan(ValueTuple.Create(row.SeenAt, row.Activation.Id), ValueTuple.Create(at, id))
                )
                : rows.Where(row =>
                    EF.Functions.GreaterThan(
                        ValueTuple.Create(row.SeenAt, row.Activation.Id),
                        ValueTuple.Create(at, id)
                    )
                );
        }
        return Descending
            ? rows.Where(row =>
                EF.Functions.LessThan(
                    ValueTuple.Create(row.Activation.FirstSeenAt, row.Activation.Id),
                    ValueTuple.Create(at, id)
                )
            )
            : rows.Where(row =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(row.Activation.FirstSeenAt, row.Activation.Id),
                    ValueTuple.Create(at, id)
                )
            );
    }
}
