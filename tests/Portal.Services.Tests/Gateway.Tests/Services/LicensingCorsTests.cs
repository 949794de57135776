using System.Net;
using Portal.Testing;

namespace Portal.Gateway.Tests.Services;

/// <summary>A script of another origin may use the licensing protocol, and nothing else.</summary>
public sealed class LicensingCorsTests(PortalApp app)
{
    private const string Origin = "https://program.example";

    [Theory]
    [InlineData("/licensing/v1/validations", "POST", true)]
    [InlineData("/licensing/v1/activations/0193b7a0-0000-7000-8000-000000000000", "DELETE", true)]
    [InlineData("/v1/verify", "POST", false)]
    [InlineData("/api/license/licenses", "GET", false)]
    [InlineData("/identity/connect/token", "POST", false)]
    public async Task Another_origin_may_ask_for_licensing_only(string path, string method, bool may)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
        preflight.Headers.Add("Origin", Origin);
        preflight.Headers.Add("Access-Control-Request-Method", method);
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        using var answer = await app.Gateway.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.Equal(may, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        if (may)
            Assert.Equal("*", Assert.Single(origins!));
    }

    [Fact]
    public async Task A_script_reads_what_proves_the_answer()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/licensing/v1/updates");
        request.Headers.Add("Origin", Origin);
        request.Headers.TryAddWithoutValidation("Authorization", "License unknown-key");
        using var answer = await app.Gateway.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        var exposed = string.Join(',', answer.Headers.GetValues("Access-Control-Expose-Headers"));
        Assert.All(["Date", "Question-Digest", "Signature-Input", "Signature"], header =>
            Assert.Contains(header, exposed, StringComparison.Ordinal)
        );
    }
}
