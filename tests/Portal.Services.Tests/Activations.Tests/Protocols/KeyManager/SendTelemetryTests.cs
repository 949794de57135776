using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class SendTelemetryTests(PortalApp app)
{
    [Fact]
    public async Task Telemetry_is_kept_for_the_operator_without_the_keys()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        Assert.Equal(
            830,
            (
                await program.Ask(
                    "/v1/send-telemetry",
                    new()
                    {
                        ["data_group"] = "starts",
                        ["data_type"] = "numeric-single-value",
                        ["numeric_data_single_value"] = 7,
                    }
                )
            ).Code
        );
        var malformed = await program.Ask(
            "/api/v1/send-telemetry-data",
            new() { ["data_type"] = "numeric-xy-axis", ["numeric_data_x"] = 1 }
        );
        Assert.Equal(
            (831, "data_group, numeric_data_y"),
            (malformed.Code, string.Join(", ", malformed.Response["errors"]!.AsObject().Select(error => error.Key)))
        );
        var kept = await desk.Catalogue.Operator.Get("activation", $"/telemetry?productId={desk.License.Product.Id}");
        Assert.Equal([true, false], kept["items"]!.AsArray().Select(row => row!["wellFormed"]!.GetValue<bool>()));
        Assert.DoesNotContain(desk.License.Key, kept.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(desk.License.Id, kept["items"]![0]!["licenseId"]!.GetValue<Guid>());
    }
}
