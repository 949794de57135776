using System.Net;
using Portal.Testing;

namespace Portal.Activations.Tests.Internal;

public sealed class ReplicateSlotUsageTests(PortalApp app)
{
    [Fact]
    public async Task Slots_in_use_come_with_the_version_of_the_count_and_only_to_services()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 3 });
        await desk.Program.Activated("device-1");
        await desk.Program.Activated("device-2");
        var catalogue = new Catalogue(app);
        var page = await catalogue.Operator.Replicate("activation", $"/slots?id={desk.License.Id}");
        var usage = Assert.Single(page["items"]!.AsArray())!;
        Assert.Equal(
            (desk.License.Id, 2, 2L),
            (
                usage["licenseId"]!.GetValue<Guid>(),
                usage["usedSlots"]!.GetValue<int>(),
                usage["version"]!.GetValue<long>()
            )
        );

        using var client = await catalogue.Operator.Client("activation");
        using var refused = await client.GetAsync("/replication/slots", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }
}
