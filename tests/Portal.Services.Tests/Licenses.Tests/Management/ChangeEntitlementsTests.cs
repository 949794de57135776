using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class ChangeEntitlementsTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task The_features_are_replaced_as_a_whole()
    {
        var license = await _catalogue.NewLicense(new { entitlements = new[] { new { name = "export" } } });
        var (status, changed) = await _catalogue.Operator.Put(
            $"/licenses/{license.Id}/entitlements",
            new { entitlements = new object[] { new { name = "seats", value = "25" }, new { name = "offline" } } }
        );
        Assert.Equal(200, status);
        Assert.Equal(
            [("seats", "25"), ("offline", null)],
            changed["entitlements"]!
                .AsArray()
                .Select(item => (item!.AsObject().Text("name"), item.AsObject().Text("value")))
        );
    }

    [Fact]
    public async Task A_feature_without_a_name_is_refused()
    {
        var license = await _catalogue.NewLicense();
        var (status, _) = await _catalogue.Operator.Put(
            $"/licenses/{license.Id}/entitlements",
            new { entitlements = new[] { new { value = "25" } } }
        );
        Assert.Equal(400, status);
    }

    [Theory]
    [InlineData("revoked", "entitlements", "license.revoked", "change-entitlements-refused")]
    [InlineData("owned", "entitlements-twice", "license.entitlement-twice", "change-entitlements-refused")]
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
                await _catalogue.Operator.Put(
                    $"/licenses/{Guid.CreateVersion7()}/entitlements",
                    new { entitlements = Array.Empty<object>() }
                )
            )
        );

    private static (int, string?) Outcome((int Status, JsonObject Body) answer) => (answer.Status, answer.Code());
}
