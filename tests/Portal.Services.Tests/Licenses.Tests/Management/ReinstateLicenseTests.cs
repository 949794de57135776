using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class ReinstateLicenseTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_suspended_license_is_what_it_was_before_and_a_repetition_changes_nothing()
    {
        var license = await _catalogue.NewLicense();
        await _catalogue.Move(license, "suspend", new { reason = "late" });
        var (status, reinstated) = await _catalogue.Operator.Ask($"/licenses/{license.Id}/reinstate", new { });
        Assert.Equal((200, "available"), (status, reinstated.Text("state")));
        Assert.Null(reinstated["suspendedAt"]);
        Assert.Null(reinstated["suspensionReason"]);
        await _catalogue.Operator.Ask($"/licenses/{license.Id}/reinstate", new { });
        Assert.Equal(
            ["issued", "suspended", "reinstated"],
            (await _catalogue.Operator.Audit(license.Id)).Select(record => record.Text("action"))
        );
    }

    [Theory]
    [InlineData("revoked", "reinstate", "license.revoked", "reinstate-refused")]
    public Task A_forbidden_move_is_refused_by_name_written_down_and_changes_nothing(
        string license,
        string move,
        string code,
        string action
    ) => Refusals.Check(app, license, move, code, action);

    [Fact]
    public async Task A_license_that_is_not_there_is_404() =>
        Assert.Equal(
            (404, "not-found"),
            Outcome(await _catalogue.Operator.Ask($"/licenses/{Guid.CreateVersion7()}/reinstate", new { }))
        );

    private static (int, string?) Outcome((int Status, JsonObject Body) answer) => (answer.Status, answer.Code());
}
