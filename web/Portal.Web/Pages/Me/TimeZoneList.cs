using System.Globalization;

namespace Portal.Web.Pages.Me;

/// <summary>Time zones as somebody chooses one: the IANA name, with the offset of today.</summary>
internal static class TimeZoneList
{
    public sealed record Item(string Name, string Text);

    private static readonly IReadOnlyList<string> Names =
    [
        .. TimeZoneInfo
            .GetSystemTimeZones()
            .Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
        "UTC",
    ];

    public static IEnumerable<Item> At(DateTimeOffset now) =>
        Names.Select(name => new Item(name, Offset(TimeZoneInfo.FindSystemTimeZoneById(name), now)));

    /// <summary>The name of what was typed: a city alone is enough where only one zone has it; else it stays as it was typed.</summary>
    public static string Named(string text)
    {
        var typed = text.Trim().Replace(' ', '_');
        var found = Names
            .Where(name =>
                name.Equals(typed, StringComparison.OrdinalIgnoreCase)
                || name.EndsWith("/" + typed, StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        return found is [var only] ? only : typed;
    }

    private static string Offset(TimeZoneInfo zone, DateTimeOffset now)
    {
        var offset = zone.GetUtcOffset(now);
        return offset == TimeSpan.Zero
            ? "UTC"
            : "UTC" + (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"h\:mm", CultureInfo.InvariantCulture);
    }
}
