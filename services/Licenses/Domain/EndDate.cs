using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Licenses.Domain;

/// <summary>
/// When something ends: an instant with its offset from UTC (RFC 3339), or a date, which means its last second in the vendor's time
/// zone: what ends on November 28 works on November 28.
/// </summary>
[JsonConverter(typeof(Converter))]
public readonly record struct EndDate
{
    private const string DateForm = "yyyy-MM-dd";
    private readonly DateOnly? _date;
    private readonly DateTimeOffset _instant;

    private EndDate(DateOnly? date, DateTimeOffset instant) => (_date, _instant) = (date, instant);

    public static bool TryParse(string? text, out EndDate end)
    {
        var isDate = DateOnly.TryParseExact(
            text,
            DateForm,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        );
        var isInstant = DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmzzz"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var instant
        );
        // Without its offset an instant would be in the time zone of this machine.
        var hasOffset = text is [.., 'Z' or 'z'] or [.., '+' or '-', _, _, ':', _, _];
        end = isDate ? new(date, default) : new(null, instant);
        return isDate || (isInstant && hasOffset);
    }

    /// <summary>The instant, in UTC.</summary>
    public DateTimeOffset In(TimeZoneInfo vendor)
    {
        if (_date is not { } date)
            return _instant.ToUniversalTime();
        if (date == DateOnly.MaxValue)
            return new(date, new TimeOnly(23, 59, 59), TimeSpan.Zero);
        var midnight = date.AddDays(1).ToDateTime(TimeOnly.MinValue);
        // Where clocks are put forward at midnight, the next day begins an hour later.
        while (vendor.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(30);
        return new DateTimeOffset(midnight, vendor.GetUtcOffset(midnight)).ToUniversalTime().AddSeconds(-1);
    }

    public override string ToString() =>
        _date?.ToString(DateForm, CultureInfo.InvariantCulture) ?? _instant.ToString("O", CultureInfo.InvariantCulture);

    private sealed class Converter : JsonConverter<EndDate>
    {
        public override EndDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var end)
                ? end
                : throw new JsonException("Neither a date nor an instant with its offset from UTC.");

        public override void Write(Utf8JsonWriter writer, EndDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
