using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class ChangeLimitTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_limit_is_changed_and_taken_off()
    {
        var license = await _catalogue.NewLicense(new { activationLimit = 1 });
        var (status, changed) = await _catalogue.Operator.Put(
            $"/licenses/{license.Id}/limit",
            new { activationLimit = 7 }
        );
        Assert.Equal((200, 7), (status, changed["activationLimit"]!.GetValue<int>()));
        var (_, unlimited) = await _catalogue.Operator.Put($"/licenses/{license.Id}/limit", new { });
        Assert.Null(unlimited["activationLimit"]);
    }

    [Fact]
    public async Task A_limit_of_nothing_is_refused()
    {
        var license = await _catalogue.NewLicense();
        Assert.Equal(
            400,
            (await _catalogue.Operator.Put($"/licenses/{license.Id}/limit", new { activationLimit = 0 })).Status
        );
    }

    [Theory]
    [InlineData("revoked", "limit", "license.revoked", "change-limit-refused")]
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
                await _catalogue.Operator.Put($"/licenses/{Guid.CreateVersion7()}/limit", new { activationLimit = 1 })
            )
        );

    private static (int, string?) Outcome((int Status, JsonObject Body) answer) => (answer.Status, answer.Code());
}
