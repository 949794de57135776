using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests;

public sealed class ManageProductTests(PortalApp app)
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
                Text(first, "slug"),
                Text(first, "name"),
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
    public async Task A_product_is_created_with_all_its_links_and_the_same_again_is_the_same()
    {
        var request = new
        {
            id = Guid.CreateVersion7(),
            slug = Catalogue.Unique("links").ToLowerInvariant(),
            name = "Links",
            active = true,
            changelogPublic = true,
            websiteUrl = "https://vendor.example",
        };
        var created = await _catalogue.Operator.Ask("/products", request);
        var again = await _catalogue.Operator.Ask("/products", request);
        var other = await _catalogue.Operator.Ask(
            "/products",
            new
            {
                request.id,
                request.slug,
                request.name,
            }
        );
        Assert.Equal((201, 200, 409), (created.Status, again.Status, other.Status));
        Assert.Equal(("https://vendor.example", "id-taken"), (Text(created.Body, "websiteUrl"), other.Code()));
    }

    [Fact]
    public async Task The_audit_knows_who_made_and_changed_products_and_policies_and_what_they_were_before()
    {
        var product = await _catalogue.NewProduct();
        await _catalogue.Operator.Put($"/products/{product.Id}", new { name = product.Name, active = false });
        await _catalogue.Operator.Put($"/products/{product.Id}", new { name = product.Name, active = false });
        var records = (await _catalogue.Operator.Get("license", $"/audit?productId={product.Id}")).Items();
        Assert.Equal(["product-created", "product-changed"], records.Select(record => Text(record, "action")));
        Assert.Equal(
            (true, false),
            (records[1]["before"]!["active"]!.GetValue<bool>(), records[1]["after"]!["active"]!.GetValue<bool>())
        );
        Assert.All(records, record =>
            Assert.Equal(
                ("portal-operator", false, true),
                (Text(record, "actor"), record["visibleToCustomer"]!.GetValue<bool>(), record["requestId"] is not null)
            )
        );

        var policy = await _catalogue.NewPolicy(new { activationLimit = 2 }, product);
        var content = new { name = "Renamed", activationLimit = 3 };
        await _catalogue.Operator.Put($"/policies/{policy}", content);
        await _catalogue.Operator.Put($"/policies/{policy}", content);
        records = (await _catalogue.Operator.Get("license", $"/audit?policyId={policy}")).Items();
        Assert.Equal(["policy-created", "policy-changed"], records.Select(record => Text(record, "action")));
        Assert.Equal(
            (2, 3),
            (
                records[1]["before"]!["activationLimit"]!.GetValue<int>(),
                records[1]["after"]!["activationLimit"]!.GetValue<int>()
            )
        );
    }

    [Fact]
    public async Task The_same_policy_again_is_the_same_and_with_other_content_it_is_refused()
    {
        var product = await _catalogue.NewProduct();
        var request = new
        {
            id = Guid.CreateVersion7(),
            name = "P",
            productId = product.Id,
            activationLimit = 2,
            entitlements = new[] { new { name = "a", value = "1" } },
            terms = new { heartbeatMinutes = 5 },
        };
        Assert.Equal(
            (201, 200),
            (
                (await _catalogue.Operator.Ask("/policies", request)).Status,
                (await _catalogue.Operator.Ask("/policies", request)).Status
            )
        );
        Assert.Equal(
            "id-taken",
            (
                await _catalogue.Operator.Ask(
                    "/policies",
                    new
                    {
                        request.id,
                        request.name,
                        request.productId,
                        activationLimit = 3,
                    }
                )
            ).Code()
        );
    }

    [Fact]
    public async Task A_policy_is_replaced_and_licenses_that_were_issued_from_it_stay_as_they_are()
    {
        var product = await _catalogue.NewProduct();
        var policy = await _catalogue.NewPolicy(
            new
            {
                activationLimit = 3,
                graceDays = 2,
                terms = new { heartbeatMinutes = 60 },
                entitlements = new[] { new { name = "export" } },
            },
            product
        );
        var license = await _catalogue.Operator.Post("license", "/licenses", new { policyId = policy });
        var replaced = await _catalogue.Operator.Put(
            $"/policies/{policy}",
            new
            {
                name = "Replaced",
                activationLimit = 9,
                keyPrefix = "FLS",
                keyFormat = "uuid",
            }
        );
        Assert.Equal(
            (200, 9, "uuid", 0),
            (
                replaced.Status,
                replaced.Body["activationLimit"]!.GetValue<int>(),
                Text(replaced.Body, "keyFormat"),
                replaced.Body["entitlements"]!.AsArray().Count
            )
        );
        Assert.Equal(
            replaced.Body.ToJsonString(),
            (await _catalogue.Operator.Get("license", $"/policies/{policy}")).ToJsonString()
        );

        var old = await _catalogue.Operator.Get("license", $"/licenses/{Catalogue.Id(license)}");
        Assert.Equal(
            (3, "export"),
            (old["activationLimit"]!.GetValue<int>(), Text(old["entitlements"]![0]!.AsObject(), "name"))
        );
        Assert.Matches(
            "^FLS-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            Text(await _catalogue.Operator.Post("license", "/licenses", new { policyId = policy }), "key")
        );
    }

    [Theory]
    [InlineData("""{"name":"x","keyPrefix":"fls"}""")]
    [InlineData("""{"name":"x","keyPrefix":"TOOLONGER"}""")]
    [InlineData("""{"name":"x","keyFormat":"words"}""")]
    [InlineData("""{"name":"","keyPrefix":"FLS"}""")]
    [InlineData("""{"name":"x","entitlements":[{"value":"no name"}]}""")]
    public async Task A_policy_that_makes_no_sense_is_refused_and_stays_what_it_was(string body)
    {
        var policy = await _catalogue.NewPolicy(new { activationLimit = 3 });
        var before = await _catalogue.Operator.Get("license", $"/policies/{policy}");
        Assert.Equal(400, (await _catalogue.Operator.Put($"/policies/{policy}", JsonNode.Parse(body)!)).Status);
        Assert.Equal(
            before.ToJsonString(),
            (await _catalogue.Operator.Get("license", $"/policies/{policy}")).ToJsonString()
        );
    }

    [Fact]
    public async Task A_policy_stays_with_its_product()
    {
        var policy = await _catalogue.NewPolicy();
        var refused = await _catalogue.Operator.Put(
            $"/policies/{policy}",
            new { name = "x", productId = (await _catalogue.NewProduct()).Id }
        );
        Assert.Equal("policy.product-fixed", refused.Code());
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        var nothing = Guid.CreateVersion7();
        Assert.Equal(404, (await _catalogue.Operator.Put($"/products/{nothing}", new { name = "x" })).Status);
        Assert.Equal(404, (await _catalogue.Operator.Put($"/policies/{nothing}", new { name = "x" })).Status);
        Assert.Equal(
            404,
            (await _catalogue.Operator.Put($"/licenses/{nothing}/limit", new { activationLimit = 1 })).Status
        );
    }

    private static string? Text(JsonObject body, string name) => body[name]?.GetValue<string>();
}
