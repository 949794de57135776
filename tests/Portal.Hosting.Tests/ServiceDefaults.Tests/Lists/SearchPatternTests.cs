namespace Portal.ServiceDefaults.Tests.Lists;

public sealed class SearchPatternTests
{
    [Theory]
    [InlineData("laptop", "%laptop%")]
    [InlineData("100%", @"%100\%%")]
    [InlineData("a_b", @"%a\_b%")]
    [InlineData(@"c:\dir", @"%c:\\dir%")]
    [InlineData(@"\%", @"%\\\%%")]
    [InlineData("", "%%")]
    public void Wildcards_of_the_text_are_taken_literally(string text, string pattern) =>
        Assert.Equal(pattern, SearchPattern.Containing(text));
}
