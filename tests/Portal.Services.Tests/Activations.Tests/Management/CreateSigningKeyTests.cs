using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

[Collection("signing keys")]
public sealed class CreateSigningKeyTests(PortalApp app)
{
    private readonly Operator _vendor = new(app);

    [Fact]
    public async Task A_new_key_is_published_at_once_and_signs_nothing()
    {
        var made = await _vendor.Post("activation", "/signing-keys", new { });
        var id = made["id"]!.GetValue<string>();
        Assert.Equal((null, false), (made["signsFrom"], made["current"]!.GetValue<bool>()));
        Assert.Contains(id, await Published());
        using var answer = await app.Gateway.GetAsync("/licensing/v1/keys", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(id, answer.Headers.GetValues("Signature-Input").Single(), StringComparison.Ordinal);
        (await _vendor.Delete("activation", $"/signing-keys/{id}")).Dispose();
    }

    private async Task<IEnumerable<string>> Published() =>
        (await app.Gateway.GetFromJsonAsync<JsonObject>("/licensing/v1/keys"))!["keys"]!
            .AsArray()
            .Select(key => key!["kid"]!.GetValue<string>());
}
