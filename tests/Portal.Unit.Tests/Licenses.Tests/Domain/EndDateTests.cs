using System.Globalization;
using System.Text.Json;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Tests.Domain;

public sealed class EndDateTests
{
    [Theory]
    [InlineData("2026-11-28", "UTC", "2026-11-28T23:59:59Z")]
    [InlineData("2026-11-28", "America/Los_Angeles", "2026-11-29T07:59:59Z")]
    [InlineData("2026-11-28", "Asia/Tokyo", "2026-11-28T14:59:59Z")]
    [InlineData("2026-03-29", "Europe/Vienna", "2026-03-29T21:59:59Z")]
    [InlineData("2018-11-03", "America/Sao_Paulo", "2018-11-04T02:59:59Z")]
    [InlineData("9999-12-31", "Asia/Tokyo", "9999-12-31T23:59:59Z")]
    [InlineData("2026-11-28T12:00:00Z", "Asia/Tokyo", "2026-11-28T12:00:00Z")]
    [InlineData("2026-11-28T12:00:00+02:00", "Asia/Tokyo", "2026-11-28T10:00:00Z")]
    [InlineData("2026-11-28T12:00:00.5Z", "UTC", "2026-11-28T12:00:00.5Z")]
    public void A_date_ends_with_its_last_second_where_the_vendor_is(string text, string zone, string instant)
    {
        Assert.True(EndDate.TryParse(text, out var end));
        Assert.Equal(
            DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture),
            end.In(TimeZoneInfo.FindSystemTimeZoneById(zone))
        );
        Assert.Equal(end, JsonSerializer.Deserialize<EndDate>(JsonSerializer.Serialize(end)));
    }

    [Theory]
    [
        InlineData("2026-11-28T12:00:00"),
        InlineData("2026-02-30"),
        InlineData("28.11.2026"),
        InlineData(""),
        InlineData(null)
    ]
    public void What_nobody_can_be_sure_about_is_refused(string? text) => Assert.False(EndDate.TryParse(text, out _));
}
