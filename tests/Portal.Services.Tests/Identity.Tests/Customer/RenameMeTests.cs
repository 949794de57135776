using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.Customer;

public sealed class RenameMeTests(PortalApp app)
{
    private const string Path = "/api/identity/me/name";

    [Fact]
    public async Task The_new_name_is_shown_from_then_on()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var customer = await SignedIn.As(app, person.Email, Vendor.Password);
        using var renamed = await customer.Api(HttpMethod.Put, Path, new { displayName = " Søren Ødegård " });
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
        Assert.Equal("Søren Ødegård", (string?)(await customer.Get("/api/identity/me"))["displayName"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task A_blank_name_is_refused(string name)
    {
        var person = await (await Vendor.Of(app)).Person();
        using var customer = await SignedIn.As(app, person.Email, Vendor.Password);
        using var refused = await customer.Api(HttpMethod.Put, Path, new { displayName = name });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("Robin Doe", (string?)(await customer.Get("/api/identity/me"))["displayName"]);
    }
}
