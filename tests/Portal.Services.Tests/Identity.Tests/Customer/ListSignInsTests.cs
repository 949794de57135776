using Portal.Testing;

namespace Portal.Identity.Tests.Customer;

public sealed class ListSignInsTests(PortalApp app)
{
    [Fact]
    public async Task The_newest_sign_ins_come_first_and_failed_ones_say_so()
    {
        var person = await (await Vendor.Of(app)).Person();
        using var stranger = new Browser(app);
        using var wrong = await stranger.SignIn(person.Email, "not the password");
        using var customer = await SignedIn.As(app, person.Email, Vendor.Password);

        var signIns = (await customer.Get("/api/identity/me/sign-ins"))["items"]!.AsArray();

        Assert.Equal([null, "identity.wrong-credentials"], signIns.Select(signIn => (string?)signIn!["rejection"]));
        Assert.All(signIns, signIn => Assert.Equal("password", (string?)signIn!["method"]));
    }
}
