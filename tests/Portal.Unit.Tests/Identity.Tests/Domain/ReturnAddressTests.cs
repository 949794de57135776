using Portal.Identity.Domain;

namespace Portal.Identity.Tests.Domain;

public sealed class ReturnAddressTests
{
    private const string Home = "https://portal.example.com/";

    [Theory]
    [InlineData("/identity/connect/authorize?client_id=portal-gateway&request_uri=urn%3Ax")]
    [InlineData("/identity/connect/authorize?")]
    public void An_authorization_request_is_followed(string address) =>
        Assert.Equal(address, ReturnAddress.OrHome(address, Home));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/identity/connect/authorize")]
    [InlineData("/identity/connect/authorizeX?a=b")]
    [InlineData("/identity/connect/logout?a=b")]
    [InlineData("//identity/connect/authorize?a=b")]
    [InlineData("https://evil.example/identity/connect/authorize?a=b")]
    [InlineData(" /identity/connect/authorize?a=b")]
    [InlineData("/identity/connect/authorize?a=b\r\nLocation: https://evil.example")]
    [InlineData("/identity/connect/authorize?a=\\evil")]
    [InlineData("/IDENTITY/connect/authorize?a=b")]
    public void Everything_else_leads_home(string? address) => Assert.Equal(Home, ReturnAddress.OrHome(address, Home));

    [Fact]
    public void An_endless_address_leads_home() =>
        Assert.Equal(Home, ReturnAddress.OrHome("/identity/connect/authorize?" + new string('a', 4096), Home));
}
