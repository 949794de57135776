using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.Native;

public sealed class ShowKeysTests(PortalApp app)
{
    [Fact]
    public async Task The_keys_are_for_everybody_and_to_be_kept()
    {
        using var answer = await app.Gateway.GetAsync("/licensing/v1/keys", TestContext.Current.CancellationToken);
        var key = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["keys"]![0]!;
        Assert.Equal(
            ("OKP", "Ed25519", "sig"),
            (key["kty"]!.GetValue<string>(), key["crv"]!.GetValue<string>(), key["use"]!.GetValue<string>())
        );
        Assert.Equal(TimeSpan.FromHours(1), answer.Headers.CacheControl!.MaxAge);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/licensing/v1/keys");
        request.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var again = await app.Gateway.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(304, (int)again.StatusCode);
    }
}
