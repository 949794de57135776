using CsCheck;

namespace Portal.Rules.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("  Anna's laptop \n", "Anna's laptop")]
    [InlineData("safe\u202Egnp.exe", "safegnp.exe")]
    [InlineData("a\u0000b\u001B[31mc\u2066d\u200B\uFEFF", "ab[31mcd")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u200B \t", null)]
    [InlineData(null, null)]
    [InlineData("\U0001F469\u200D\U0001F4BB", "\U0001F469\u200D\U0001F4BB")]
    public void Text_is_freed_of_what_cannot_be_seen(string? sent, string? kept) =>
        Assert.Equal(kept, PlainText.Clean(sent, 64));

    [Fact]
    public void It_is_cut_to_its_length_and_never_inside_a_character() =>
        Gen.Select(
                Gen.OneOf("a", "\u00E9", "\U0001F469\u200D\U0001F4BB", "e\u0301\u0323", " ").Array[0, 40],
                Gen.Int[1, 30]
            )
            .Sample(
                (letters, max) =>
                {
                    var kept = PlainText.Clean(string.Concat(letters), max);
                    Assert.True(kept is null || kept.Length <= max && !char.IsHighSurrogate(kept[^1]));
                    Assert.Equal(kept, PlainText.Clean(kept, max));
                }
            );
}
