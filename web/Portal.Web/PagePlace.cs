using System.Globalization;
using Portal.Web.Clients;

namespace Portal.Web;

/// <summary>Which page of a list is shown, as it stands in the address.</summary>
/// <param name="Cursor">The page begins after it.</param>
/// <param name="Before">The page ends before it; instead of a cursor.</param>
/// <param name="From">How many rows lie before the page.</param>
public sealed record PagePlace(string? Cursor = null, string? Before = null, int From = 0)
{
    public const int DefaultSize = 25;
    public static readonly IReadOnlyList<int> Sizes = [25, 50, 100];
    public static readonly PagePlace First = new();

    public bool IsFirst => Cursor is null && Before is null;

    public static PagePlace Of(string? cursor, string? before, string? from) =>
        string.IsNullOrEmpty(cursor) && string.IsNullOrEmpty(before)
            ? First
            : new(string.IsNullOrEmpty(before) ? cursor : null, Given(before), Math.Max(0, Number(from) ?? 0));

    /// <summary>One of the sizes on offer.</summary>
    public static int SizeOf(string? text) => Number(text) is { } size && Sizes.Contains(size) ? size : DefaultSize;

    /// <summary>Where the page begins now that it is known: rows may have come or gone since the link was made.</summary>
    public PagePlace Shown<T>(Page<T> page) =>
        Before is not null && page.Previous is null ? this with { From = 0 } : this;

    public PagePlace? Next<T>(Page<T> page) =>
        page.Next is { } next ? new(Cursor: next, From: From + page.Items.Count) : null;

    public PagePlace? Previous<T>(Page<T> page, int size) =>
        page.Previous is { } previous ? new(Before: previous, From: Math.Max(0, From - size)) : null;

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
