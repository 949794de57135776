using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

[Collection("signing keys")]
public sealed class RemoveSigningKeyTests(PortalApp app)
{
    private readonly Operator _vendor = new(app);

    [Fact]
    public async Task What_a_removed_key_signed_is_no_longer_trusted_and_the_one_that_signs_stays()
    {
        var id = (await _vendor.Post("activation", "/signing-keys", new { }))["id"]!.GetValue<string>();
        using var removed = await _vendor.Delete("activation", $"/signing-keys/{id}");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.DoesNotContain(id, await Published());
        using var again = await _vendor.Delete("activation", $"/signing-keys/{id}");
        Assert.Equal((404, "not-found"), await again.Problem());

        var current = (await _vendor.Get("activation", "/signing-keys"))["items"]!
            .AsArray()
            .Single(key => key!["current"]!.GetValue<bool>())!["id"]!.GetValue<string>();
        using var refused = await _vendor.Delete("activation", $"/signing-keys/{current}");
        Assert.Equal((409, "signing-key.in-use"), await refused.Problem());
        Assert.Contains(current, await Published());
    }

    private async Task<IEnumerable<string>> Published() =>
        (await app.Gateway.GetFromJsonAsync<JsonObject>("/licensing/v1/keys"))!["keys"]!
            .AsArray()
            .Select(key => key!["kid"]!.GetValue<string>());
}
