using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

public sealed class ApiKeyTests(PortalApp app)
{
    [Fact]
    public async Task Whoever_has_no_key_for_it_is_refused_with_401_and_a_code()
    {
        using var desk = await Desk.WithLicense(app);
        var nobody = await new KeyManagerProgram(app, "km_nobody", desk.License.Key).Verify("HW-1");
        Assert.Equal(
            (401, 100, "global", false, "suspended"),
            (
                nobody.Status,
                nobody.Code,
                JsonNode.Parse(nobody.Raw)!["private_key_used"]!.GetValue<string>(),
                nobody.Valid,
                nobody.LicenseStatus
            )
        );

        var verifier = await KeyManagerProgram.Of(app, desk, new { operations = new[] { "verify" } });
        Assert.Equal((401, 102), Said(await verifier.Activate("HW-1")));
        Assert.Equal((200, 202), Said(await verifier.Verify("HW-1")));

        var elsewhere = await KeyManagerProgram.Of(
            app,
            desk,
            new { allowedIps = new[] { "192.0.2.0/24", "2001:db8::1" } }
        );
        Assert.Equal((401, 103), Said(await elsewhere.Verify("HW-1")));
        var here = await KeyManagerProgram.Of(app, desk, new { allowedIps = new[] { "127.0.0.0/8", "::1" } });
        Assert.Equal((200, 202), Said(await here.Verify("HW-1")));
    }

    [Fact]
    public async Task A_key_of_one_environment_knows_no_license_of_another()
    {
        using var desk = await Desk.WithLicense(app, new { environment = "production" });
        Assert.Equal(
            210,
            (await (await KeyManagerProgram.Of(app, desk, new { environment = "staging" })).Verify("HW-1")).Code
        );
        Assert.Equal(
            202,
            (await (await KeyManagerProgram.Of(app, desk, new { environment = "production" })).Verify("HW-1")).Code
        );
    }

    [Fact]
    public async Task The_key_may_come_in_the_header_the_body_or_the_query()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        var inBody = new HttpRequestMessage(HttpMethod.Post, "/v1/verify")
        {
            Content = JsonContent.Create(
                new
                {
                    api_key = program.ApiKey,
                    license_key = desk.License.Key,
                    identifier = "HW-1",
                }
            ),
        };
        Assert.Equal(202, (await program.Send(inBody, withBearer: false)).Code);
        var inQuery = new HttpRequestMessage(HttpMethod.Get, $"/v1/get-product-public-key?api_key={program.ApiKey}");
        Assert.Equal(632, (await program.Send(inQuery, withBearer: false)).Code);
    }

    [Fact]
    public async Task Keys_reach_no_log()
    {
        using var desk = await Desk.WithLicense(app);
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Send(
            new HttpRequestMessage(
                HttpMethod.Get,
                $"/v1/licenses/{desk.License.Key}/features/x?api_key={program.ApiKey}"
            ),
            withBearer: false
        );
        var logs = Directory
            .EnumerateFiles(app.DataFolder, "*.log", SearchOption.AllDirectories)
            .Where(file => !file.Contains("postgres", StringComparison.OrdinalIgnoreCase))
            .ToList();
        Assert.NotEmpty(logs);
        foreach (var log in logs)
        {
            using var reader = new StreamReader(
                new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
            );
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain(program.ApiKey, text, StringComparison.Ordinal);
            Assert.DoesNotContain(desk.License.Key, text, StringComparison.Ordinal);
        }
    }

    private static (int Status, int Code) Said(KeyManagerProgram.Answer answer) => (answer.Status, answer.Code);
}
