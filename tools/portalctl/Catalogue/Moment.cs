using System.Globalization;

namespace Portal.Ctl.Catalogue;

/// <summary>A point in time as a person writes it: <c>2027-03-31T12:00:00Z</c>, <c>2027-03-31</c>, <c>now</c>, or from now on <c>-90d</c>, <c>+6h</c>, <c>+15m</c>.</summary>
internal readonly record struct Moment
{
    public const string Forms =
        "a date (2027-03-31 or 2027-03-31T12:00:00Z), now, or a distance from now such as -90d, +6h or +15m";

    private const int MaxDistanceInDays = 365 * 200;
    private const string DateForm = "yyyy-MM-dd";
    private readonly DateTimeOffset _absolute;
    private readonly bool _isDate;

    private Moment(DateTimeOffset absolute, bool isDate) => (_absolute, _isDate) = (absolute, isDate);

    private Moment(TimeSpan distance) => Distance = distance;

    /// <summary>Null: the date is absolute.</summary>
    public TimeSpan? Distance { get; }

    public DateTimeOffset From(DateTimeOffset now) => Distance is { } distance ? now + distance : _absolute;

    /// <summary>As the portal takes the end of something: a date stays one, and means all of its day where the vendor is.</summary>
    public string End(DateTimeOffset now) =>
        _isDate ? _absolute.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture) : Write(From(now));

    /// <summary>False as well when one is absolute and the other is not: then it depends on the day of the import.</summary>
    public bool IsSurelyBefore(Moment other) =>
        Distance.HasValue == other.Distance.HasValue
        && From(DateTimeOffset.UnixEpoch) < other.From(DateTimeOffset.UnixEpoch);

    /// <summary>An absolute time as exactly as it is known.</summary>
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out Moment moment)
    {
        moment = default;
        if (text == "now")
            moment = new(TimeSpan.Zero);
        else if (text is ['+' or '-', .., 'd' or 'h' or 'm'])
            return TryParseDistance(text, out moment);
        else if (
            DateTimeOffset.TryParseExact(
                text,
                [DateForm, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var date
            )
        )
            moment = new(date, isDate: text.Length == DateForm.Length);
        else
            return false;
        return true;
    }

    private static bool TryParseDistance(string text, out Moment moment)
    {
        moment = default;
        if (!int.TryParse(text[..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            return false;
        var unit = text[^1] switch
        {
            'd' => TimeSpan.FromDays(1),
            'h' => TimeSpan.FromHours(1),
            _ => TimeSpan.FromMinutes(1),
        };
        if (Math.Abs((double)count) * unit.TotalDays > MaxDistanceInDays)
            return false;
        moment = new(unit * count);
        return true;
    }
}
