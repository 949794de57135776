using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

/// <summary>Every change is written down: by whom, and what was there before and after.</summary>
public sealed class AuditTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_change_is_written_down_with_who_what_before_and_after()
    {
        var catalogue = new Catalogue(app);
        var id = await Refusals.LicenseThatIs("owned", catalogue);
        await catalogue.Operator.Put($"/licenses/{id}/limit", new { activationLimit = 7 });
        await catalogue.Operator.Put($"/licenses/{id}/limit", new { activationLimit = 7 });
        await catalogue.Operator.Put($"/licenses/{id}/limit", new { activationLimit = (int?)null });
        await catalogue.Operator.Put(
            $"/licenses/{id}/entitlements",
            new { entitlements = new[] { new { name = "export", value = "pdf" } } }
        );
        await catalogue.Operator.Put(
            $"/licenses/{id}/metadata",
            new { metadata = new[] { new { name = "order", value = "4711" } } }
        );
        await catalogue.Operator.Put($"/licenses/{id}/maintenance", new { maintenanceEndsAt = "2030-01-01T00:00:00Z" });
        var records = (await catalogue.Operator.Audit(id))[1..];
        Assert.Equal(
            ["limit-changed", "limit-changed", "entitlements-changed", "metadata-changed", "maintenance-changed"],
            records.Select(record => record.Text("action"))
        );
        Assert.Equal(
            (1, 7),
            (
                records[0]["before"]!["activationLimit"]!.GetValue<int>(),
                records[0]["after"]!["activationLimit"]!.GetValue<int>()
            )
        );
        Assert.Equal(
            (7, null),
            (records[1]["before"]!["activationLimit"]!.GetValue<int>(), records[1]["after"]!["activationLimit"])
        );
        var shown = await catalogue.Operator.Get("license", $"/licenses/{id}");
        Assert.Equal(
            (null, "pdf", "4711", "2030-01-01T00:00:00+00:00"),
            (
                shown["activationLimit"],
                shown["entitlements"]![0]!.AsObject().Text("value"),
                shown["metadata"]![0]!.AsObject().Text("value"),
                shown.Text("maintenanceEndsAt")
            )
        );
    }

    [Fact]
    public async Task The_audit_knows_who_made_and_changed_products_and_policies_and_what_they_were_before()
    {
        var product = await _catalogue.NewProduct();
        await _catalogue.Operator.Put($"/products/{product.Id}", new { name = product.Name, active = false });
        await _catalogue.Operator.Put($"/products/{product.Id}", new { name = product.Name, active = false });
        var records = (await _catalogue.Operator.Get("license", $"/audit?productId={product.Id}")).Items();
        Assert.Equal(["product-created", "product-changed"], records.Select(record => record.Text("action")));
        Assert.Equal(
            (true, false),
            (records[1]["before"]!["active"]!.GetValue<bool>(), records[1]["after"]!["active"]!.GetValue<bool>())
        );
        Assert.All(records, record =>
            Assert.Equal(
                ("portal-operator", false, true),
                (record.Text("actor"), record["visibleToCustomer"]!.GetValue<bool>(), record["requestId"] is not null)
            )
        );

        var policy = await _catalogue.NewPolicy(new { activationLimit = 2 }, product);
        var content = new { name = "Renamed", activationLimit = 3 };
        await _catalogue.Operator.Put($"/policies/{policy}", content);
        await _catalogue.Operator.Put($"/policies/{policy}", content);
        records = (await _catalogue.Operator.Get("license", $"/audit?policyId={policy}")).Items();
        Assert.Equal(["policy-created", "policy-changed"], records.Select(record => record.Text("action")));
        Assert.Equal(
            (2, 3),
            (
                records[1]["before"]!["activationLimit"]!.GetValue<int>(),
                records[1]["after"]!["activationLimit"]!.GetValue<int>()
            )
        );
    }
}
