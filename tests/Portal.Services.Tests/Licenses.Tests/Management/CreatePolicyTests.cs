using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class CreatePolicyTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

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
    public async Task A_policy_of_no_product_is_refused()
    {
        var refused = await _catalogue.Operator.Ask("/policies", new { name = "P", productId = Guid.CreateVersion7() });
        Assert.Equal((422, "product.unknown"), (refused.Status, refused.Code()));
    }

    [Fact]
    public async Task A_feature_is_named_once()
    {
        var product = await _catalogue.NewProduct();
        var refused = await _catalogue.Operator.Ask(
            "/policies",
            new
            {
                name = "P",
                productId = product.Id,
                entitlements = new[] { new { name = "export" }, new { name = "export" } },
            }
        );
        Assert.Equal((422, "license.entitlement-twice"), (refused.Status, refused.Code()));
    }
}
