using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

public sealed class ChangeMetadataTests(PortalApp app)
{
    private readonly Catalogue _catalogue = new(app);

    [Fact]
    public async Task The_notes_are_replaced_as_a_whole()
    {
        var license = await _catalogue.NewLicense(
            license: new { metadata = new[] { new { name = "order", value = "4711" } } }
        );
        var (status, changed) = await _catalogue.Operator.Put(
            $"/licenses/{license.Id}/metadata",
            new { metadata = new[] { new { name = "reseller", value = "Harbour" } } }
        );
        Assert.Equal(200, status);
        Assert.Equal(
            [("reseller", "Harbour")],
            changed["metadata"]!
                .AsArray()
                .Select(item => (item!.AsObject().Text("name"), item.AsObject().Text("value")))
        );
    }

    [Theory]
    [InlineData("revoked", "metadata", "license.revoked", "change-metadata-refused")]
    [InlineData("owned", "metadata-twice", "license.metadata-twice", "change-metadata-refused")]
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
                    $"/licenses/{Guid.CreateVersion7()}/metadata",
                    new { metadata = Array.Empty<object>() }
                )
            )
        );

    private static (int, string?) Outcome((int Status, JsonObject Body) answer) => (answer.Status, answer.Code());
}
