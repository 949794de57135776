using Portal.Testing;

namespace Portal.Downloads.Tests.Internal;

public sealed class ReplicateReleasesTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task Releases_come_as_their_events_said_them_page_by_page_or_by_id()
    {
        var product = await _catalogue.NewProduct();
        var one = await Releases.Publish(_catalogue, product, "1.0.0");
        var other = await Releases.Publish(_catalogue, product, "2.0.0");
        var byId = await _catalogue.Operator.Replicate("download", $"/releases?id={one}");
        var fact = Assert.Single(byId["items"]!.AsArray())!;
        Assert.Equal((one, "1.0.0"), (fact["releaseId"]!.GetValue<Guid>(), fact["version"]!.GetValue<string>()));

        var page = await _catalogue.Operator.Replicate("download", $"/releases?after={one}&size=1");
        var next = Assert.Single(page["items"]!.AsArray())!["releaseId"]!.GetValue<Guid>();
        Assert.NotEqual(one, next);
        Assert.Equal(next, page["next"]!["after"]!.GetValue<Guid>());
        Assert.NotEqual(one, other);
    }
}
