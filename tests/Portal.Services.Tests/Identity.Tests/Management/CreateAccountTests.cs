using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.Management;

public sealed class CreateAccountTests(PortalApp app)
{
    [Fact]
    public async Task Creating_an_account_again_is_the_same_account_unless_it_differs()
    {
        var vendor = await Vendor.Of(app);
        var id = Guid.CreateVersion7();
        using var created = await vendor.CreateAccount(
            new
            {
                id,
                name = "Tailspin",
                kind = "organization",
            }
        );
        using var repeated = await vendor.CreateAccount(
            new
            {
                id,
                name = "Tailspin",
                kind = "organization",
            }
        );
        using var different = await vendor.CreateAccount(
            new
            {
                id,
                name = "Tailspin",
                kind = "individual",
            }
        );

        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict),
            (created.StatusCode, repeated.StatusCode, different.StatusCode)
        );
        Assert.Equal("identity.account-differs", await different.ProblemCode());
    }

    [Fact]
    public async Task An_account_needs_a_name_and_a_kind()
    {
        var vendor = await Vendor.Of(app);
        using var unnamed = await vendor.CreateAccount(new { kind = "organization" });
        using var endless = await vendor.CreateAccount(new { name = new string('x', 256), kind = "organization" });
        using var kindless = await vendor.CreateAccount(new { name = "Tailspin" });
        Assert.All([unnamed, endless, kindless], answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
    }
}
