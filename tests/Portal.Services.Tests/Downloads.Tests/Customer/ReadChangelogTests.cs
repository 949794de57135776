using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Downloads.Tests.Customer;

public sealed class ReadChangelogTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task A_published_changelog_is_for_everybody_and_tells_of_pre_releases_where_asked_only()
    {
        var product = await NewProduct();
        using var vendor = await _vendor.Catalogue.Operator.Client("license");
        using var published = await vendor.PutAsJsonAsync(
            $"/management/products/{product.Id}",
            new { name = product.Name, changelogPublic = true }
        );
        published.EnsureSuccessStatusCode();
        await Eventually.Is(async () => await Read(product, "") is not null, "the changelog is public");

        var changelog = (await Read(product, ""))!;
        Assert.Equal(["1.1.0", "1.0.0"], Versions(changelog));
        Assert.True(changelog["hasPreReleases"]!.GetValue<bool>());
        Assert.Equal(["2.0.0-beta.1", "1.1.0", "1.0.0"], Versions((await Read(product, "?preReleases=true"))!));
    }

    [Fact]
    public async Task Any_other_is_for_those_who_have_a_license_of_the_product()
    {
        var product = await NewProduct();
        var (customer, _) = await _vendor.NewCustomer(product);
        var (stranger, _) = await _vendor.NewCustomer(await _vendor.Catalogue.NewProduct());
        await Eventually.Is(
            async () => (await customer.Changelog(product.Slug)).StatusCode == HttpStatusCode.OK,
            "the customer reads it"
        );

        using var theirs = await stranger.Changelog(product.Slug);
        using var unknown = await stranger.Changelog("no-such-product");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (theirs.StatusCode, unknown.StatusCode));
        Assert.Null(await Read(product, ""));
    }

    private async Task<Catalogue.Product> NewProduct()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product, "1.0.0");
        await _vendor.NewOffer(product, "1.1.0");
        await _vendor.NewOffer(product, "2.0.0-beta.1", channel: "beta");
        return product;
    }

    /// <summary>By somebody without a token; null: it does not exist for them.</summary>
    private async Task<JsonObject?> Read(Catalogue.Product product, string query)
    {
        using var nobody = new HttpClient { BaseAddress = app.Address("download") };
        using var answer = await nobody.GetAsync($"/api/download/changelogs/{product.Slug}{query}");
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await answer.Body();
    }

    private static string[] Versions(JsonObject changelog) =>
        [.. changelog["items"]!.AsArray().Select(entry => entry!["version"]!.GetValue<string>())];
}
