using Portal.Identity.Domain;

namespace Portal.Identity.Tests.Domain;

public sealed class DisplayNameTests
{
    [Theory]
    [InlineData("Ada", "Ada")]
    [InlineData("  Ada Lovelace ", "Ada Lovelace")]
    [InlineData("李", "李")]
    public void A_name_is_what_is_left_without_the_space_around_it(string text, string name)
    {
        Assert.True(DisplayName.TryParse(text, out var parsed));
        Assert.Equal(name, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Ada\nLovelace")]
    public void Nothing_and_control_characters_are_no_name(string? text) =>
        Assert.False(DisplayName.TryParse(text, out _));

    [Fact]
    public void A_name_has_at_most_255_characters()
    {
        Assert.True(DisplayName.TryParse(new string('x', 255), out _));
        Assert.False(DisplayName.TryParse(new string('x', 256), out _));
    }
}
