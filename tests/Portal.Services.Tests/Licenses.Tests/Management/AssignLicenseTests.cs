using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class AssignLicenseTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task A_license_keeps_its_owner()
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var other = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        Assert.Equal(
            (409, "license.owned"),
            await mine.Refusal(license, "assign", new { accountId = other.Account.Id })
        );
        Assert.Empty(await other.List());
    }

    [Fact]
    public async Task A_license_goes_to_an_account_and_to_members_of_it_who_may_change()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.Catalogue.NewLicense();
        Assert.Empty(await mine.List());
        foreach (var assignees in new[] { new[] { mine.Owner.Id }, [Guid.CreateVersion7()] })
        {
            var (status, body) = await mine.Catalogue.Operator.Ask(
                $"/licenses/{license.Id}/assign",
                new { accountId = mine.Account.Id, assigneeIds = assignees }
            );
            Assert.Equal((200, "assigned"), (status, body.Text("state")));
            Assert.Equal(mine.Account.Id, body["accountId"]!.GetValue<Guid>());
            Assert.Equal(assignees, body["assigneeIds"]!.AsArray().Select(id => id!.GetValue<Guid>()));
        }
        Assert.Equal([license.Id], (await mine.List()).Select(Catalogue.Id));
    }

    [Theory]
    [InlineData("revoked", "assign", "license.revoked", "assign-refused")]
    [InlineData("suspended", "assign", "license.suspended", "assign-refused")]
    [InlineData("expired", "assign", "license.expired", "assign-refused")]
    [InlineData("owned", "assign", "license.owned", "assign-refused")]
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
                    $"/licenses/{Guid.CreateVersion7()}/assign",
                    new { accountId = Guid.CreateVersion7() }
                )
            )
        );

    private static (int, string?) Outcome((int Status, JsonObject Body) answer) => (answer.Status, answer.Code());
}
