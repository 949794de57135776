using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.Customer;

public sealed class EndMySessionTests(PortalApp app)
{
    [Fact]
    public async Task A_device_that_was_signed_out_finds_nobody_signed_in_on_its_next_request()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var here = await SignedIn.As(app, person.Email, Vendor.Password);
        using var elsewhere = await SignedIn.As(app, person.Email, Vendor.Password);
        await elsewhere.Get("/api/identity/me");

        using var ended = await here.Api(HttpMethod.Delete, $"/api/identity/me/sessions/{await Other(here)}");
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);

        using var refused = await elsewhere.Api(HttpMethod.Get, "/api/identity/me");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await here.Get("/api/identity/me");
    }

    [Fact]
    public async Task Somebody_elses_session_does_not_exist()
    {
        var vendor = await Vendor.Of(app);
        var (one, other) = (await vendor.Person(), await vendor.Person());
        using var mine = await SignedIn.As(app, one.Email, Vendor.Password);
        using var stranger = await SignedIn.As(app, other.Email, Vendor.Password);
        var id = (await mine.Get("/api/identity/me/sessions"))["items"]![0]!["id"];
        using var refused = await stranger.Api(HttpMethod.Delete, $"/api/identity/me/sessions/{id}");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        await mine.Get("/api/identity/me");
    }

    private static async Task<string> Other(SignedIn here) =>
        (await here.Get("/api/identity/me/sessions"))["items"]!
            .AsArray()
            .Single(session => !(bool)session!["current"]!)!["id"]!.GetValue<string>();
}
