using CsCheck;

namespace Portal.ServiceDefaults.Tests.Lists;

public sealed class CursorTests
{
    private static readonly Gen<DateTimeOffset> Time = Gen.Long[
            DateTimeOffset.MinValue.Ticks / 10,
            DateTimeOffset.MaxValue.Ticks / 10
        ]
        .Select(micros => new DateTimeOffset(micros * 10, TimeSpan.Zero));

    [Fact]
    public void What_a_page_ended_with_comes_back_as_it_was() =>
        Time.Select(Gen.Guid)
            .Sample(
                (at, id) =>
                    Cursor.TryParse(new Cursor(at, id).ToString(), null, out var cursor) && cursor == new Cursor(at, id)
            );

    [Fact]
    public void Any_text_is_a_cursor_or_refused_and_never_an_exception() =>
        Gen.OneOf(
                Gen.String,
                Gen.Select(Gen.Long, Gen.Guid, (micros, id) => $"{micros}.{id:N}"),
                Gen.Select(Gen.String, Gen.String, (one, two) => $"{one}.{two}")
            )
            .Sample(text =>
                !Cursor.TryParse(text, null, out var cursor)
                || Cursor.TryParse(cursor.ToString(), null, out var same) && same == cursor
            );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1.01890000000070008000000000000000x")]
    [InlineData("-9223372036854775808.01890000000070008000000000000000")]
    [InlineData("9223372036854775807.01890000000070008000000000000000")]
    [InlineData("-62135596800000001.01890000000070008000000000000000")]
    [InlineData("253402300800000000.01890000000070008000000000000000")]
    public void Garbage_is_refused(string? text) => Assert.False(Cursor.TryParse(text, null, out _));
}
