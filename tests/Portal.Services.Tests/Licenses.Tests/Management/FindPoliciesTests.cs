using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class FindPoliciesTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task All_policies_are_listed_and_one_is_read_by_its_id()
    {
        var policy = await _catalogue.NewPolicy(new { activationLimit = 3 });
        using var client = await _catalogue.Operator.Client("license");
        var listed = (await client.GetFromJsonAsync<JsonArray>("/management/policies"))!.Single(row =>
            row!["id"]!.GetValue<Guid>() == policy
        )!;
        Assert.Equal(3, listed["activationLimit"]!.GetValue<int>());
        Assert.Equal(
            listed.ToJsonString(),
            (await _catalogue.Operator.Get("license", $"/policies/{policy}")).ToJsonString()
        );
    }

    [Fact]
    public async Task A_policy_that_is_not_there_is_404()
    {
        using var client = await _catalogue.Operator.Client("license");
        using var missing = await client.GetAsync($"/management/policies/{Guid.CreateVersion7()}");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
