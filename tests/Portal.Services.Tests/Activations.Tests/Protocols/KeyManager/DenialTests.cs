using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

/// <summary>What clients make of an answer: features count as granted wherever they stand, and only <c>data</c> is handed on.</summary>
public sealed class DenialTests(PortalApp app)
{
    private static readonly object WithFeatures = new
    {
        activationLimit = 1,
        entitlements = new object[] { new { name = "export" } },
    };

    [Fact]
    public async Task No_denial_of_any_operation_has_features()
    {
        using var desk = await Desk.WithLicense(app, WithFeatures);
        var program = await KeyManagerProgram.Of(app, desk);
        var activated = await program.Activate("HW-1");
        Assert.True(activated.Data["license"]!["features"]!["export"]!.GetValue<bool>());
        KeyManagerProgram.Answer[] denials =
        [
            await program.Verify("HW-2"),
            await program.Activate("HW-2"),
            await program.Deactivate("HW-2"),
            await program.Ask("/v1/get-license-key-details", new() { ["identifier"] = "HW-2" }),
            await program.Ask("/v1/get-license-file", new() { ["identifier"] = "HW-2" }),
            await program.Ask("/v1/access-downloadables", new() { ["identifier"] = "HW-2" }),
            await program.Get($"/v1/licenses/{desk.License.Key}/features/none"),
            await program.Deactivate("HW-1"),
        ];
        Assert.All(denials, denial => Assert.False(denial.Valid));
        Assert.All(denials, denial => Assert.DoesNotContain("features", denial.Raw, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_operation_adds_stands_in_data_too()
    {
        using var desk = await Desk.WithLicense(app, WithFeatures);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Activate("HW-1");
        await Same(
            "activations_used activation_limit",
            program.Ask("/v1/get-license-key-details", new() { ["identifier"] = "HW-1" })
        );
        await Same("feature enabled value", program.Get($"/v1/licenses/{desk.License.Key}/features/export"));
        await Same("downloadables", program.Ask("/v1/access-downloadables", []));
        await Same("public_key public_keys algorithm product_uuid", program.Get("/v1/get-product-public-key"));
        await Same("errors", program.Ask("/v1/send-telemetry", []));
        await Same("licFileContent", program.Ask("/v1/get-license-file", new() { ["identifier"] = "HW-1" }));

        static async Task Same(string names, Task<KeyManagerProgram.Answer> asked)
        {
            var answer = await asked;
            Assert.All(names.Split(' '), name =>
            {
                Assert.True(answer.Response.ContainsKey(name), name);
                Assert.Equal(answer.Response[name]?.ToJsonString(), answer.Data[name]?.ToJsonString());
            });
        }
    }

    [Fact]
    public async Task A_refused_caller_gets_nothing_of_its_own_back_and_all_get_the_same()
    {
        using var desk = await Desk.WithLicense(app);
        var verifier = await KeyManagerProgram.Of(app, desk, new { operations = new[] { "verify" } });
        foreach (var program in new[] { new KeyManagerProgram(app, "km_nobody", desk.License.Key), verifier })
        {
            var refused = await program.Activate("MY-DEVICE");
            Assert.Equal((401, false, "suspended"), (refused.Status, refused.Valid, refused.LicenseStatus));
            Assert.DoesNotContain(desk.License.Key, refused.Raw, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("MY-DEVICE", refused.Raw, StringComparison.OrdinalIgnoreCase);
            Assert.Null(refused.Data["license"]!["license_key"]);
        }
        // A second may end between two of them.
        var answers = new List<string>();
        for (var caller = 0; caller < 10; caller++)
            answers.Add((await new KeyManagerProgram(app, $"km_nobody-{caller}", $"KEY-{caller}").Verify("x")).Raw);
        Assert.InRange(answers.Distinct().Count(), 1, 9);
    }

    [Theory]
    [InlineData("POST", "/v1/no-such-operation", 404, null)]
    [InlineData("GET", "/api/v1/products", 404, null)]
    [InlineData("GET", "/v1/verify", 405, "POST, OPTIONS")]
    [InlineData("DELETE", "/api/v1/get-product-public-key", 405, "GET, HEAD, OPTIONS")]
    [InlineData("OPTIONS", "/v1/activate", 204, "POST, OPTIONS")]
    public async Task An_operation_that_is_not_there_is_never_401(string method, string path, int status, string? allow)
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new("Bearer", program.ApiKey);
        using var answer = await app.Gateway.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(
            allow,
            answer.Content.Headers.Allow.Count == 0 ? null : string.Join(", ", answer.Content.Headers.Allow)
        );
    }

    [Theory]
    [InlineData("//v1/verify")]
    [InlineData("/v1//verify")]
    [InlineData("//api//v1///verify")]
    public async Task Doubled_slashes_are_one(string path)
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var address = new Uri(app.Address("gateway").ToString().TrimEnd('/') + path);
        var content = new JsonObject { ["license_key"] = desk.License.Key, ["identifier"] = "HW-1" };
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = System.Net.Http.Json.JsonContent.Create(content);
        Assert.Equal(202, (await program.Send(request)).Code);
    }

    [Theory]
    [InlineData("https://Shop.Example/cart", "shop.example")]
    [InlineData("Shop.Example", "shop.example")]
    [InlineData("http://localhost:8080", "localhost")]
    public async Task A_site_that_is_named_by_identifier_is_a_domain_on_a_license_for_both(string site, string host)
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var activated = await program.Activate(site);
        Assert.Equal((300, host), (activated.Code, activated.Data["license"]!["domain"]!.GetValue<string>()));
        Assert.Equal(200, (await program.Ask("/v1/verify", new() { ["domain"] = host })).Code);
    }

    [Fact]
    public async Task A_device_that_is_named_by_identifier_stays_one()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var activated = await program.Activate("BFEBFBFF000906EA-5CD0");
        Assert.Equal("BFEBFBFF000906EA-5CD0", activated.Data["license"]!["hardware_id"]!.GetValue<string>());
    }
}
