using Portal.Identity.Domain;

namespace Portal.Identity.Tests.Domain;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("aaaaaaaa", true)]
    [InlineData("       8", true)]
    [InlineData("пароль№8", true)]
    [InlineData("🔑🔑🔑🔑🔑🔑🔑🔑", true)]
    [InlineData("7777777", false)]
    [InlineData("🔑🔑🔑🔑🔑🔑🔑", false)]
    [InlineData("", false)]
    public void Eight_characters_of_any_kind_are_enough(string password, bool allowed) =>
        Assert.Equal(allowed, PasswordRule.Allows(password));

    [Fact]
    public void A_hundred_and_twenty_eight_characters_are_the_most()
    {
        Assert.True(PasswordRule.Allows(new string('x', 128)));
        Assert.False(PasswordRule.Allows(new string('x', 129)));
    }
}
