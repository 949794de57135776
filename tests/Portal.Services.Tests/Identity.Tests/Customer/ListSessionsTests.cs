using Portal.Testing;

namespace Portal.Identity.Tests.Customer;

public sealed class ListSessionsTests(PortalApp app)
{
    [Fact]
    public async Task Every_device_that_is_signed_in_is_listed_and_the_one_that_asks_is_marked()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var here = await SignedIn.As(app, person.Email, Vendor.Password);
        using var elsewhere = await SignedIn.As(app, person.Email, Vendor.Password);
        var sessions = (await here.Get("/api/identity/me/sessions"))["items"]!.AsArray();
        Assert.Equal(2, sessions.Count);
        Assert.Single(sessions, session => (bool)session!["current"]!);
    }

    [Fact]
    public async Task Nobody_sees_sessions_of_somebody_else()
    {
        var vendor = await Vendor.Of(app);
        var (one, other) = (await vendor.Person(), await vendor.Person());
        using var here = await SignedIn.As(app, one.Email, Vendor.Password);
        using var stranger = await SignedIn.As(app, other.Email, Vendor.Password);
        Assert.Single((await here.Get("/api/identity/me/sessions"))["items"]!.AsArray());
    }
}
