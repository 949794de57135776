using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class RenewLicenseTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task An_expired_license_works_again_until_the_new_instant()
    {
        var license = await _catalogue.NewLicense(license: new { expiresAt = DateTimeOffset.UtcNow.AddDays(-1) });
        var (status, renewed) = await _catalogue.Operator.Ask(
            $"/licenses/{license.Id}/renew",
            new { expiresAt = "2099-05-06T09:08:09+02:00" }
        );
        Assert.Equal(
            (200, "available", "2099-05-06T07:08:09+00:00"),
            (status, renewed.Text("state"), renewed.Text("expiresAt"))
        );
    }

    [Fact]
    public async Task A_date_without_a_time_means_all_of_its_day_wherever_something_ends()
    {
        var license = await _catalogue.NewLicense(
            license: new { expiresAt = "2031-11-28", maintenanceEndsAt = "2031-06-30" }
        );
        var (_, shown) = await _catalogue.Operator.Ask(
            $"/licenses/{license.Id}/renew",
            new { expiresAt = "2032-11-28" }
        );
        Assert.Equal(
            ("2032-11-28T23:59:59+00:00", "2031-06-30T23:59:59+00:00"),
            (shown.Text("expiresAt"), shown.Text("maintenanceEndsAt"))
        );
        var (_, maintained) = await _catalogue.Operator.Put(
            $"/licenses/{license.Id}/maintenance",
            new { maintenanceEndsAt = "2032-06-30" }
        );
        Assert.Equal("2032-06-30T23:59:59+00:00", maintained.Text("maintenanceEndsAt"));
    }

    [Theory]
    [InlineData("2031-11-28T12:00:00"), InlineData("tomorrow"), InlineData(20311128), InlineData(null)]
    public async Task An_expiry_that_nobody_can_be_sure_about_is_400(object? expiresAt)
    {
        var license = await _catalogue.NewLicense(license: new { expiresAt = "2031-01-01" });
        var (status, _) = await _catalogue.Operator.Ask($"/licenses/{license.Id}/renew", new { expiresAt });
        Assert.Equal(400, status);
    }

    [Theory]
    [InlineData("revoked", "renew", "license.revoked", "renew-refused")]
    [InlineData("endless", "renew", "license.never-expires", "renew-refused")]
    [InlineData("owned", "renew-into-the-past", "license.expiry-in-the-past", "renew-refused")]
    [InlineData("owned", "renew-to-earlier", "license.expiry-not-later", "renew-refused")]
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
                await _catalogue.Operator.Ask(
                    $"/licenses/{Guid.CreateVersion7()}/renew",
                    new { expiresAt = DateTimeOffset.UtcNow.AddDays(9) }
                )
            )
        );

    private static (int, string?) Outcome((int Status, JsonObject Body) answer) => (answer.Status, answer.Code());
}
