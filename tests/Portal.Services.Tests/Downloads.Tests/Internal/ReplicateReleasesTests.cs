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
        var byId = (await _catalogue.Operator.Replicate("download", $"/releases?id={one}")).Items();
        Assert.Equal((one.ToString(), "1.0.0"), (byId.Single().Text("releaseId"), byId.Single().Text("version")));
        var first = byId.Single()["releaseId"]!.GetValue<Guid>();
        var page = await _catalogue.Operator.Replicate("download", $"/releases?after={first}&size=1");
        Assert.Single(page.Items());
        Assert.NotNull(page["next"]);
        Assert.NotEqual(one, other);
    }
}
