using System.Net;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class UnblockIdentifierTests(PortalApp app)
{
    [Fact]
    public async Task A_device_may_be_activated_again_and_its_block_is_gone()
    {
        using var desk = await Desk.WithLicense(app);
        var blocked = await desk.Block(new { licenseId = desk.License.Id, identifier = "device-1" });
        using var refused = await desk.Program.Activate("device-1");
        Assert.Equal((403, "IDENTIFIER_BLOCKED"), await refused.Problem());
        using var unblocked = await desk.Unblock(blocked);
        Assert.Equal(HttpStatusCode.NoContent, unblocked.StatusCode);
        await desk.Program.Activated("device-1");
        using var again = await desk.Unblock(blocked);
        Assert.Equal((404, "not-found"), await again.Problem());
    }
}
