using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.Customer;

public sealed class EndOtherSessionsTests(PortalApp app)
{
    [Fact]
    public async Task Every_other_device_is_signed_out_and_this_one_goes_on()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var here = await SignedIn.As(app, person.Email, Vendor.Password);
        using var one = await SignedIn.As(app, person.Email, Vendor.Password);
        using var two = await SignedIn.As(app, person.Email, Vendor.Password);

        using var ended = await here.Api(HttpMethod.Post, "/api/identity/me/sessions/end-others");
        Assert.Equal(2, (await ended.Json()).GetProperty("ended").GetInt32());

        foreach (var device in (SignedIn[])[one, two])
        {
            using var refused = await device.Api(HttpMethod.Get, "/api/identity/me");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
        await here.Get("/api/identity/me");
    }
}
