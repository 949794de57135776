using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class ChangeMaintenanceTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task The_end_of_maintenance_is_moved_and_taken_off()
    {
        var license = await _catalogue.NewLicense(new { maintenanceDays = 30 });
        var (status, moved) = await _catalogue.Operator.Put(
            $"/licenses/{license.Id}/maintenance",
            new { maintenanceEndsAt = "2030-01-01T02:00:00+02:00" }
        );
        Assert.Equal((200, "2030-01-01T00:00:00+00:00"), (status, moved.Text("maintenanceEndsAt")));
        var (_, endless) = await _catalogue.Operator.Put($"/licenses/{license.Id}/maintenance", new { });
        Assert.Null(endless["maintenanceEndsAt"]);
    }

    [Theory]
    [InlineData("revoked", "maintenance", "license.revoked", "change-maintenance-refused")]
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
            Outcome(await _catalogue.Operator.Put($"/licenses/{Guid.CreateVersion7()}/maintenance", new { }))
        );

    private static (int, string?) Outcome((int Status, JsonObject Body) answer) => (answer.Status, answer.Code());
}
