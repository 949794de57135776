using System.Net;
using System.Text.Json.Nodes;
using Portal.Activations.Tests.Protocols.KeyManager;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class ListTelemetryTests(PortalApp app)
{
    [Fact]
    public async Task What_programs_of_a_product_sent_is_read_page_by_page_the_oldest_first()
    {
        using var desk = await Desk.WithLicense(app);
        using var other = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        foreach (var group in new[] { "starts", "exports", "prints" })
            await program.Ask(
                "/v1/send-telemetry",
                new()
                {
                    ["data_group"] = group,
                    ["data_type"] = "text",
                    ["text_data"] = "x",
                }
            );
        await (await KeyManagerProgram.Of(app, other)).Ask("/v1/send-telemetry", new() { ["data_group"] = "theirs" });
        var (rows, cursor) = (new List<JsonObject>(), "");
        do
        {
            var page = await desk.Catalogue.Operator.Get(
                "activation",
                $"/telemetry?productId={desk.License.Product.Id}&size=2{cursor}"
            );
            rows.AddRange(page["items"]!.AsArray().Select(row => row!.AsObject()));
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);
        Assert.Equal(
            ["starts", "exports", "prints"],
            rows.Select(row => row["content"]!["data_group"]!.GetValue<string>())
        );
        Assert.All(rows, row => Assert.Equal(desk.License.Id, row["licenseId"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_refused()
    {
        using var client = await new Operator(app).Client("activation");
        using var refused = await client.GetAsync("/management/telemetry?size=1001");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }
}
