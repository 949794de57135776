namespace Portal.ServiceDefaults;

/// <summary>A page of a list that was read one row further than it is long, to know whether more follow.</summary>
public sealed record Page<T>(IReadOnlyList<T> Rows, bool HasPrevious, bool HasNext);

public static class Page
{
    /// <param name="read">Up to <paramref name="size"/> + 1 rows in the order in which they were read.</param>
    /// <param name="started">Reading began at a cursor: on its other side are rows too.</param>
    /// <param name="backward">Read towards the beginning of the list.</param>
    public static Page<T> Of<T>(IReadOnlyList<T> read, int size, bool started, bool backward)
    {
        var rows = read.Take(size).ToList();
        var further = read.Count > size;
        if (backward)
            rows.Reverse();
        var any = rows.Count > 0;
        return new(rows, any && (backward ? further : started), any && (backward ? started : further));
    }
}
