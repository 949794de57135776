using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class SuspendLicenseTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_license_is_suspended_with_the_reason_and_a_repetition_changes_nothing()
    {
        var license = await _catalogue.NewLicense();
        var path = $"/licenses/{license.Id}/suspend";
        var (status, suspended) = await _catalogue.Operator.Ask(path, new { reason = "Payment is due." });
        Assert.Equal(
            (200, "suspended", "Payment is due"),
            (status, suspended.Text("state"), suspended.Text("suspensionReason"))
        );
        var (_, again) = await _catalogue.Operator.Ask(path, new { reason = "Another reason" });
        Assert.Equal("Payment is due", again.Text("suspensionReason"));
        Assert.Equal(
            ["issued", "suspended"],
            (await _catalogue.Operator.Audit(license.Id)).Select(record => record.Text("action"))
        );
    }

    [Fact]
    public async Task A_reason_that_is_too_long_is_refused()
    {
        var license = await _catalogue.NewLicense();
        var (status, _) = await _catalogue.Operator.Ask(
            $"/licenses/{license.Id}/suspend",
            new { reason = new string('x', 501) }
        );
        Assert.Equal(400, status);
    }

    [Theory]
    [InlineData("revoked", "suspend", "license.revoked", "suspend-refused")]
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
            Outcome(
                await _catalogue.Operator.Ask($"/licenses/{Guid.CreateVersion7()}/suspend", new { reason = "late" })
            )
        );

    private static (int, string?) Outcome((int Status, JsonObject Body) answer) => (answer.Status, answer.Code());
}
