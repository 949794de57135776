using Portal.Identity.SignIns;

namespace Portal.Identity.Tests.SignIns;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("password1", "identity.common-password")]
    [InlineData("QwertyUiop", "identity.common-password")]
    [InlineData("1234567", "identity.invalid-password")]
    [InlineData("", "identity.invalid-password")]
    [InlineData(null, "identity.invalid-password")]
    [InlineData("a few words are good", null)]
    [InlineData("пароль из слов", null)]
    public void A_password_is_long_enough_and_not_one_that_guessers_try_first(string? password, string? code) =>
        Assert.Equal(code, Passwords.Check(password)?.Code);

    [Fact]
    public void The_same_characters_from_two_keyboards_are_the_same_password()
    {
        var (hasher, user) = (new NfcPasswordHasher(), new User());
        var hash = hasher.HashPassword(user, "Grüße aus Köln".Normalize(System.Text.NormalizationForm.FormD));
        Assert.Equal(
            Microsoft.AspNetCore.Identity.PasswordVerificationResult.Success,
            hasher.VerifyHashedPassword(user, hash, "Grüße aus Köln".Normalize(System.Text.NormalizationForm.FormC))
        );
    }
}
