using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class UpdateProductTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_product_is_said_anew_with_one_event_for_each_change_and_keeps_its_slug()
    {
        var product = await _catalogue.NewProduct();
        await using var subscriber = await Subscriber.To(app, "portal.licensing.v1.product-changed");
        var content = new
        {
            name = "Renamed",
            active = false,
            changelogPublic = true,
            websiteUrl = "https://vendor.example",
            documentationUrl = "https://vendor.example/docs",
            supportUrl = "https://vendor.example/help",
        };
        var (_, first) = await _catalogue.Operator.Put($"/products/{product.Id}", content);
        var (_, again) = await _catalogue.Operator.Put($"/products/{product.Id}", content);
        Assert.Equal(
            (product.Slug, "Renamed", false, 2L),
            (
                first.Text("slug"),
                first.Text("name"),
                first["active"]!.GetValue<bool>(),
                again["version"]!.GetValue<long>()
            )
        );
        Assert.Equal(
            again.ToJsonString(),
            (await _catalogue.Operator.Get("license", $"/products/{product.Id}")).ToJsonString()
        );

        await _catalogue.Operator.Put($"/products/{product.Id}", new { name = "Last" });
        // The event of the creation may be published after the subscriber came, or before.
        List<long> Changes() =>
            [
                .. subscriber
                    .Messages.Where(message => message.Body["productId"]!.GetValue<Guid>() == product.Id)
                    .Select(message => message.Body["version"]!.GetValue<long>())
                    .Where(version => version > 1),
            ];
        await Eventually.Is(() => Task.FromResult(Changes().Contains(3)), "the last event");
        Assert.Equal([2L, 3L], Changes().Order());
    }

    [Fact]
    public async Task A_product_that_is_not_there_is_404() =>
        Assert.Equal(
            404,
            (await _catalogue.Operator.Put($"/products/{Guid.CreateVersion7()}", new { name = "x" })).Status
        );

    [Fact]
    public async Task A_product_without_a_name_is_refused_and_stays_what_it_was()
    {
        var product = await _catalogue.NewProduct();
        Assert.Equal(400, (await _catalogue.Operator.Put($"/products/{product.Id}", new { name = "" })).Status);
        var shown = await _catalogue.Operator.Get("license", $"/products/{product.Id}");
        Assert.Equal((product.Name, 1L), (shown.Text("name"), shown["version"]!.GetValue<long>()));
    }
}
