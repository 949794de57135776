using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class UpdatePolicyTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

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
                replaced.Body.Text("keyFormat"),
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
            (old["activationLimit"]!.GetValue<int>(), old["entitlements"]![0]!.AsObject().Text("name"))
        );
        Assert.Matches(
            "^FLS-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            (await _catalogue.Operator.Post("license", "/licenses", new { policyId = policy })).Text("key")
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
    public async Task A_policy_that_is_not_there_is_404() =>
        Assert.Equal(
            404,
            (await _catalogue.Operator.Put($"/policies/{Guid.CreateVersion7()}", new { name = "x" })).Status
        );
}
