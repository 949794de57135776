using Portal.Identity.Domain;

namespace Portal.Identity.Tests.Domain;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("  ada@example.com  ")]
    [InlineData("o'neil+portal@sub.example.co.uk")]
    [InlineData("jörg@bücher.example")]
    public void An_address_is_taken_as_typed_without_the_space_around_it(string text)
    {
        Assert.True(EmailAddress.TryParse(text, out var address));
        Assert.Equal(text.Trim(), address.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("ada@example.com, eve@example.com")]
    [InlineData("ada lovelace@example.com")]
    [InlineData("ada@example.com\r\nBcc: eve@example.com")]
    public void Anything_else_is_refused(string? text) => Assert.False(EmailAddress.TryParse(text, out _));

    [Fact]
    public void An_address_has_at_most_254_characters()
    {
        Assert.True(EmailAddress.TryParse(new string('a', 242) + "@example.com", out _));
        Assert.False(EmailAddress.TryParse(new string('a', 243) + "@example.com", out _));
    }
}
