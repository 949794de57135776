using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class IssueExpiredTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Theory]
    [InlineData("{}", 422, "license.issued-expired")]
    [InlineData("""{"expired":true}""", 201, null)]
    [InlineData("""{"complete":true}""", 201, null)]
    public async Task An_expiry_in_the_past_must_be_meant(string more, int status, string? code)
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(more)!.AsObject();
        body["policyId"] = await _catalogue.NewPolicy();
        body["expiresAt"] = "2020-01-01";
        var answer = await _catalogue.Operator.Ask("/licenses", body);
        Assert.Equal((status, code), (answer.Status, answer.Status == 201 ? null : answer.Code()));
    }
}
