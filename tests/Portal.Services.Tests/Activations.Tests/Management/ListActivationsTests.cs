using System.Net;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class ListActivationsTests(PortalApp app)
{
    [Fact]
    public async Task All_activations_of_a_license_are_listed_page_by_page_with_the_ended_ones()
    {
        using var desk = await Desk.WithLicense(app);
        using var other = await Desk.WithLicense(app);
        await other.Program.Activated("device-1");
        Guid[] ids =
        [
            await desk.Program.Activated("device-1", new { name = "Laptop", platform = "linux" }),
            await desk.Program.Activated("device-2"),
        ];
        await desk.DeactivateRemotely(ids[1]);
        var (rows, cursor) = (new List<JsonObject>(), "");
        do
        {
            var page = await desk.Catalogue.Operator.Get(
                "activation",
                $"/activations?licenseId={desk.License.Id}&size=1{cursor}"
            );
            rows.Add(Assert.Single(page["items"]!.AsArray())!.AsObject());
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);
        Assert.Equal(ids, rows.Select(Catalogue.Id));
        Assert.Equal(
            ("device-1", "Laptop", "linux"),
            (
                rows[0]["identifier"]!.GetValue<string>(),
                rows[0]["name"]!.GetValue<string>(),
                rows[0]["platform"]!.GetValue<string>()
            )
        );
        Assert.Null(rows[0]["deactivatedAt"]);
        Assert.Equal("customer", rows[1]["deactivatedBy"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_refused()
    {
        using var client = await new Operator(app).Client("activation");
        using var refused = await client.GetAsync("/management/activations?size=1001");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }
}
