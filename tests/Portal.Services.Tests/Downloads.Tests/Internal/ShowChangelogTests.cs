using System.Net;
using System.Net.Http.Json;
using Portal.Testing;

namespace Portal.Downloads.Tests.Internal;

public sealed class ShowChangelogTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task A_published_changelog_is_told_newest_first_with_pre_releases_where_asked_and_any_other_is_404()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product, "1.0.0");
        await _vendor.NewOffer(product, "2.0.0-beta.1", channel: "beta");
        using var client = await _vendor.Catalogue.Operator.ReplicationClient("download");
        var address = new Uri($"/replication/products/{product.Id}/changelog", UriKind.Relative);
        using var hidden = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (hidden.StatusCode, await hidden.Code()));

        using var licenses = await _vendor.Catalogue.Operator.Client("license");
        using var published = await licenses.PutAsJsonAsync(
            $"/management/products/{product.Id}",
            new { name = product.Name, changelogPublic = true },
            TestContext.Current.CancellationToken
        );
        published.EnsureSuccessStatusCode();
        await Eventually.Is(
            async () => (await client.GetAsync(address, TestContext.Current.CancellationToken)).IsSuccessStatusCode,
            "Download knows that it is published"
        );
        Assert.Equal(["1.0.0"], await Versions(""));
        Assert.Equal(["2.0.0-beta.1", "1.0.0"], await Versions("?preReleases=true"));

        async Task<IEnumerable<string>> Versions(string query) =>
            (await _vendor.Catalogue.Operator.Replicate("download", $"/products/{product.Id}/changelog{query}"))[
                "items"
            ]!
                .AsArray()
                .Select(item => item!["version"]!.GetValue<string>());
    }
}
