using System.Net.Http.Json;
using Portal.Testing;

namespace Portal.Activations.Tests.KeyManager;

public sealed class VerifyKeyTests(PortalApp app)
{
    [Fact]
    public async Task A_device_is_activated_verified_and_deactivated()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var program = await KeyManagerProgram.Of(app, desk);
        Assert.Equal((202, false, "cancelled"), Said(await program.Verify("HW-1")));
        var activated = await program.Activate("HW-1");
        Assert.Equal((300, true, "active"), Said(activated));
        Assert.Equal(301, (await program.Activate("HW-1")).Code);
        Assert.Equal((200, true, "active"), Said(await program.Verify("HW-1")));
        Assert.Equal(302, (await program.Activate("HW-2")).Code);
        Assert.Equal((400, false, "cancelled"), Said(await program.Deactivate("HW-1")));
        Assert.Equal(401, (await program.Deactivate("HW-1")).Code);
        Assert.Equal(202, (await program.Deactivate("HW-3")).Code);
        Assert.Equal(215, (await program.Deactivate(null)).Code);
        Assert.Equal((202, false, "cancelled"), Said(await program.Verify("HW-1")));
        Assert.Equal("String", activated.Data["activation"]!["id"]!.GetValueKind().ToString());
        Assert.Equal(
            activated.Data["activation"]!["id"]!.GetValue<string>(),
            (await desk.Activations())[0]["id"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task Both_prefixes_say_the_same()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        Assert.Equal(200, (await program.Verify("HW-1", "/v1")).Code);
        Assert.Equal(200, (await program.Verify("HW-1", "/api/v1")).Code);
    }

    [Theory]
    [InlineData("suspend", 204, "suspended")]
    [InlineData("revoke", 204, "revoked")]
    [InlineData("expire", 205, "expired")]
    [InlineData("unknown", 210, "revoked")]
    [InlineData("of another product", 210, "revoked")]
    public async Task A_no_never_looks_like_a_yes(string what, int code, string status)
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        switch (what)
        {
            case "suspend" or "revoke":
                await desk.Catalogue.Move(desk.License, what, new { reason = "test" });
                break;
            case "expire":
                await app.Sql(
                    $$"""UPDATE licenses SET snapshot = snapshot || '{"expiresAt":"2020-01-01T00:00:00Z"}' WHERE id = '{{desk.License.Id}}'"""
                );
                break;
            case "unknown":
                program = program.WithLicense("NO-SUCH-KEY");
                break;
            default:
                program = program.WithLicense(
                    (await desk.Catalogue.NewLicenseInUse(license: new { accountId = desk.Account.Id })).Key
                );
                break;
        }
        await Eventually.Is(async () => (await program.Verify("HW-1")).Code == code, $"verify says {code}");
        var denied = await program.Verify("HW-1");
        Assert.Equal((200, false, status), (denied.Status, denied.Valid, denied.LicenseStatus));
        Assert.False(denied.Data["data"]!["valid"]!.GetValue<bool>());
        Assert.Equal(status, denied.Data["data"]!["license"]!["status"]!.GetValue<string>());
        if (what == "expire")
            Assert.NotNull(denied.Data["license"]!["expires_at"]);
        Assert.Equal((code, false, status), Said(await program.Activate("HW-2")));
        Assert.Equal(503, (await program.Ask("/v1/get-license-file", new() { ["identifier"] = "HW-1" })).Code);
        Assert.Equal(code == 210 ? 501 : 500, (await program.Ask("/v1/get-license-key-details", [])).Code);
    }

    [Fact]
    public async Task A_blocked_device_is_refused_with_403()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await app.Sql(
            $"INSERT INTO blocked_identifiers (id, license_id, identifier, created_at) VALUES (gen_random_uuid(), '{desk.License.Id}', 'HW-BAD', now())"
        );
        var refused = await program.Activate("HW-BAD");
        Assert.Equal(
            (403, 150, false, "suspended"),
            (refused.Status, refused.Code, refused.Valid, refused.LicenseStatus)
        );
    }

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
    public async Task The_license_file_is_the_signed_one_of_the_native_protocol()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        var answer = await program.Ask("/v1/get-license-file", new() { ["hwid"] = "HW-1" });
        Assert.Equal(502, answer.Code);
        Assert.StartsWith(
            "-----BEGIN LICENSE FILE-----",
            answer.Data["licFileContent"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_domain_comes_under_any_of_its_names()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        Assert.Equal(
            300,
            (await program.Ask("/v1/activate", new() { ["server_domain"] = "https://Shop.Example.com/" })).Code
        );
        var verified = await program.Ask("/v1/verify", new() { ["domain"] = "shop.example.com" });
        Assert.Equal(
            (200, "shop.example.com"),
            (verified.Code, verified.Data["license"]!["domain"]!.GetValue<string>())
        );
        Assert.Null(verified.Data["license"]!["hardware_id"]);
    }

    [Fact]
    public async Task The_same_idempotency_key_gets_the_same_answer_and_another_question_is_refused()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var first = await program.Ask(
            "/v1/activate",
            new() { ["identifier"] = "HW-1", ["idempotencyKey"] = "a" },
            "k-1"
        );
        var second = await program.Ask(
            "/v1/activate",
            new() { ["identifier"] = "HW-1", ["idempotencyKey"] = "b" },
            "k-1"
        );
        Assert.Equal((300, first.Raw), (second.Code, second.Raw));
        using var other = new HttpRequestMessage(HttpMethod.Post, "/v1/activate")
        {
            Content = JsonContent.Create(new { license_key = desk.License.Key, identifier = "HW-2" }),
        };
        other.Headers.Add("Idempotency-Key", "k-1");
        other.Headers.Add("Authorization", $"Bearer {program.ApiKey}");
        using var refused = await app.Gateway.SendAsync(other);
        Assert.Equal((422, "idempotency-key-reused"), await refused.Problem());
        Assert.Equal(400, (await program.Deactivate("HW-1", "k-1")).Code);
    }

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

    private static (int Code, bool Valid, string? Status) Said(KeyManagerProgram.Answer answer) =>
        (answer.Code, answer.Valid, answer.LicenseStatus);
}
