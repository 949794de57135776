using System.Globalization;

namespace Portal.ServiceDefaults;

/// <summary>Where a page of a newest-first list ended: the time and the id of its last row. Opaque to clients.</summary>
public readonly record struct Cursor(DateTimeOffset At, Guid Id)
{
    private static readonly long First = Micros(DateTimeOffset.MinValue),
        Last = Micros(DateTimeOffset.MaxValue);

    public static bool TryParse(string? text, IFormatProvider? provider, out Cursor cursor)
    {
        cursor = default;
        if (
            text?.Split('.') is not [var micros, var id]
            || !long.TryParse(micros, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            || value < First
            || value > Last
            || !Guid.TryParseExact(id, "N", out var guid)
        )
            return false;
        cursor = new Cursor(DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond), guid);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Micros(At)}.{Id:N}");

    private static long Micros(DateTimeOffset at) =>
        (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
