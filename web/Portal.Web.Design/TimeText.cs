using System.Globalization;

namespace Portal.Web.Design;

public enum TimeFormat
{
    Date,
    DateTime,
    Relative,
}

/// <summary>An instant in words, in the reader's time zone.</summary>
public static class TimeText
{
    private const string Date = "MMM d, yyyy",
        Time = "h:mm tt";

    public static string Of(DateTimeOffset at, TimeFormat format, TimeZoneInfo zone, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return format switch
        {
            TimeFormat.DateTime => local.ToString($"{Date}, {Time}", CultureInfo.InvariantCulture),
            TimeFormat.Relative => Relative(local, TimeZoneInfo.ConvertTime(now, zone))
                ?? local.ToString(Date, CultureInfo.InvariantCulture),
            _ => local.ToString(Date, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The end of the calendar is how some say "never".</summary>
    public static bool IsNever(DateTimeOffset at) => at.UtcDateTime.Year == DateTime.MaxValue.Year;

    /// <summary>The instant without any doubt, for the tooltip.</summary>
    public static string Exact(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var offset = local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        return local.ToString($"{Date}, h:mm:ss tt ", CultureInfo.InvariantCulture) + offset;
    }

    public static string Machine(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var past = now - at;
        return past.TotalSeconds switch
        {
            < 0 => null,
            < 60 => "just now",
            < 3600 => Ago((int)past.TotalMinutes, "minute"),
            < 86400 => Ago((int)past.TotalHours, "hour"),
            < 7 * 86400 when (now.Date - at.Date).Days is var days => days == 1 ? "yesterday" : Ago(days, "day"),
            _ => null,
        };
    }

    private static string Ago(int count, string unit) => count == 1 ? $"1 {unit} ago" : $"{count} {unit}s ago";
}
