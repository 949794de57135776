using System.Globalization;
using Portal.Web.Design;

namespace Portal.Web.Pages.Me;

/// <summary>Time zones as somebody chooses one: the IANA name, with the offset of today.</summary>
public static class TimeZoneList
{
    public sealed record Item(string Name, string Text);

    public static IEnumerable<Item> At(DateTimeOffset now) =>
        Zone
            .Names.Select(name => (name, zone: Zone.Find(name)))
            .Where(one => one.zone is not null)
            .Select(one => new Item(one.name, Offset(one.zone!, now)));

    /// <summary>The name of what was typed: a city alone is enough where only one zone has it; else it stays as it was typed.</summary>
    public static string Named(string text)
    {
        var typed = text.Trim().Replace(' ', '_');
        return Zone.NameOf(typed) ?? (Zone.Named(typed) is [var only] ? only : typed);
    }

    private static string Offset(TimeZoneInfo zone, DateTimeOffset now)
    {
        var offset = zone.GetUtcOffset(now);
        return offset == TimeSpan.Zero
            ? "UTC"
            : "UTC" + (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"h\:mm", CultureInfo.InvariantCulture);
    }
}
