using Portal.Identity.Domain;

namespace Portal.Identity.Tests.Domain;

public sealed class EmailCodeTests
{
    [Theory]
    [InlineData("123456", "123456")]
    [InlineData(" 123 456 ", "123456")]
    [InlineData("123-456", "123456")]
    [InlineData("12345", null)]
    [InlineData("1234567", null)]
    [InlineData("12345a", null)]
    [InlineData("１２３４５６", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_code_is_read_as_people_type_and_paste_it(string? typed, string? read) =>
        Assert.Equal(read, EmailCode.Read(typed));

    [Fact]
    public void The_same_code_of_another_request_does_not_match() =>
        Assert.NotEqual(EmailCode.Hash(Guid.NewGuid(), "123456"), EmailCode.Hash(Guid.NewGuid(), "123456"));
}
