using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class ShowKeyDetailsTests(PortalApp app)
{
    [Fact]
    public async Task Details_features_and_notes_are_told_and_left_out_when_there_are_none()
    {
        using var desk = await Desk.WithLicense(
            app,
            new { entitlements = new object[] { new { name = "export" }, new { name = "seats", value = "25" } } }
        );
        var program = await KeyManagerProgram.Of(app, desk);
        var details = await program.Ask("/v1/get-license-key-details", []);
        Assert.Equal((500, true, "active"), Said(details));
        var license = details.Data["license"]!.AsObject();
        Assert.Equal("""{"export":true,"seats":"25"}""", license["features"]!.ToJsonString());
        Assert.False(license.ContainsKey("metadata"));
        Assert.Equal(
            (desk.License.Key, desk.License.Product.Name),
            (license["license_key"]!.GetValue<string>(), license["product_name"]!.GetValue<string>())
        );

        var seats = await program.Get($"/v1/licenses/{desk.License.Key}/features/seats");
        Assert.Equal(
            (200, true, "25"),
            (seats.Code, seats.Response["enabled"]!.GetValue<bool>(), seats.Response["value"]!.GetValue<string>())
        );
        var missing = await program.Get($"/api/v1/licenses/{desk.License.Key}/features/teleport");
        Assert.Equal((204, false, false), (missing.Code, missing.Valid, missing.Response["enabled"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Slots_are_counted_and_an_unknown_key_has_no_details()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 3 });
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        var details = await program.Ask("/v1/get-license-key-details", []);
        Assert.Equal(
            (1, 3),
            (
                details.Response["activations_used"]!.GetValue<int>(),
                details.Response["activation_limit"]!.GetValue<int>()
            )
        );
        var unknown = await program.WithLicense("NO-SUCH-KEY").Ask("/v1/get-license-key-details", []);
        Assert.Equal((501, false, "revoked"), Said(unknown));
    }

    private static (int Code, bool Valid, string? Status) Said(KeyManagerProgram.Answer answer) =>
        (answer.Code, answer.Valid, answer.LicenseStatus);
}
