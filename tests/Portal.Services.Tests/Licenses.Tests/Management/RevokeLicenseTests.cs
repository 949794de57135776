using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class RevokeLicenseTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_license_is_revoked_for_good_and_a_repetition_changes_nothing()
    {
        var license = await _catalogue.NewLicense();
        var (status, revoked) = await _catalogue.Operator.Ask(
            $"/licenses/{license.Id}/revoke",
            new { reason = "fraud" }
        );
        Assert.Equal((200, "revoked"), (status, revoked.Text("state")));
        var (repeated, again) = await _catalogue.Operator.Ask($"/licenses/{license.Id}/revoke", new { });
        Assert.Equal((200, "revoked"), (repeated, again.Text("state")));
        Assert.Equal(
            ["issued", "revoked"],
            (await _catalogue.Operator.Audit(license.Id)).Select(record => record.Text("action"))
        );
    }

    [Fact]
    public async Task A_license_that_is_not_there_is_404() =>
        Assert.Equal(
            (404, "not-found"),
            Outcome(await _catalogue.Operator.Ask($"/licenses/{Guid.CreateVersion7()}/revoke", new { }))
        );

    private static (int, string?) Outcome((int Status, JsonObject Body) answer) => (answer.Status, answer.Code());
}
