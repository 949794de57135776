using Portal.Downloads.Domain;

namespace Portal.Downloads.Tests.Domain;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("setup.exe")]
    [InlineData("Alpha 2.1 (x64).tar.gz")]
    [InlineData(".hidden")]
    [InlineData("Grüße – 日本 🚀.pdf")]
    public void A_plain_name_is_taken_as_it_is(string text)
    {
        Assert.True(FileName.TryParse(text, out var name));
        Assert.Equal(text, name.Text);
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("..\\b")]
    [InlineData("C:x")]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("a\"b")]
    [InlineData("a<b")]
    [InlineData("a>b")]
    [InlineData("a|b")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a.")]
    [InlineData("a\ud800b")]
    public void A_name_that_some_system_would_not_take_is_refused(string? text) =>
        Assert.False(FileName.TryParse(text, out _));

    [Fact]
    public void A_name_has_at_most_255_bytes()
    {
        Assert.True(FileName.TryParse(new string('a', 255), out _));
        Assert.False(FileName.TryParse(new string('a', 256), out _));
        Assert.False(FileName.TryParse(new string('ü', 128), out _));
    }
}
