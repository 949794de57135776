using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Gateway.Tests.Services;

public sealed class ApiDocsTests(PortalApp app)
{
    [Fact]
    public async Task Anybody_reads_the_public_apis_and_nothing_of_management()
    {
        using var http = app.BareGateway();
        foreach (var service in (string[])["activation", "license", "download"])
        {
            var document = JsonNode.Parse(
                await http.GetStringAsync($"/docs/{service}.json", TestContext.Current.CancellationToken)
            )!;
            var paths = document["paths"]!.AsObject().Select(path => path.Key).ToList();
            Assert.NotEmpty(paths);
            Assert.DoesNotContain(paths, path => path.StartsWith("/management", StringComparison.Ordinal));
            Assert.Equal(
                app.Address("gateway").ToString().TrimEnd('/'),
                document["servers"]![0]!["url"]!.GetValue<string>()
            );
        }
    }

    [Fact]
    public async Task The_page_runs_its_own_scripts_only()
    {
        using var http = app.BareGateway();
        using var page = await http.GetAsync("/docs/", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        var nonce = Regex.Match(policy, "script-src 'self' 'nonce-([^']+)'").Groups[1].Value;
        Assert.True(nonce.Length > 10, policy);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(Regex.Matches(html, "<script[^>]*>"), script =>
            Assert.Contains($"nonce=\"{nonce}\"", script.Value, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
    }
}
