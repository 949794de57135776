using System.Net;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

public sealed class DeactivateTests(PortalApp app)
{
    [Fact]
    public async Task A_slot_that_is_given_back_is_free_at_once_and_giving_it_back_twice_is_no_error()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var first = await desk.Program.Activated("device-1");
        using var once = await desk.Program.Deactivate(first);
        using var twice = await desk.Program.Deactivate(first);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (once.StatusCode, twice.StatusCode));
        Assert.NotEqual(first, await desk.Program.Activated("device-2"));
        Assert.Single(await desk.Activations("?status=active"));
    }

    [Fact]
    public async Task An_activation_of_another_license_cannot_be_given_back()
    {
        using var desk = await Desk.WithLicense(app);
        using var other = await Desk.WithLicense(app);
        var theirs = await other.Program.Activated("device-1");
        using var refused = await desk.Program.Deactivate(theirs);
        Assert.Equal((404, "not-found"), await refused.Problem());
        Assert.True((await other.Program.Validate("device-1")).Valid);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_given_back()
    {
        using var desk = await Desk.WithLicense(app);
        using var missing = await desk.Program.Deactivate(Guid.CreateVersion7());
        Assert.Equal((404, "not-found"), await missing.Problem());
        using var unknown = await new VendorProgram(app, "NO-SUCH-KEY-AT-ALL").Deactivate(Guid.CreateVersion7());
        Assert.Equal((404, "not-found"), await unknown.Problem());
    }
}
