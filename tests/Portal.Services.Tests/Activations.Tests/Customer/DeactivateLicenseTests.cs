using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class DeactivateLicenseTests(PortalApp app)
{
    [Fact]
    public async Task All_devices_of_a_license_are_freed_at_once()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1");
        await desk.Program.Activated("device-2");
        using var answer = await desk.DeactivateLicense();
        Assert.Equal(2, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["deactivated"]!.GetValue<int>());
        Assert.Empty(await desk.Activations("?status=active"));
    }

    [Fact]
    public async Task Beyond_the_quota_none_is_freed()
    {
        using var desk = await Desk.WithLicense(app, new { terms = new { deactivationQuota = 1 } });
        await desk.Program.Activated("device-1");
        await desk.Program.Activated("device-2");
        using var refused = await desk.DeactivateLicense();
        Assert.Equal((409, "DEACTIVATION_QUOTA_REACHED"), await refused.Problem());
        Assert.Equal(2, (await desk.Activations("?status=active")).Count);
    }

    [Fact]
    public async Task A_license_of_another_account_does_not_exist()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app);
        var path = $"licenses/{stranger.License.Id}/deactivate";
        Assert.Equal(404, await desk.StatusOf(HttpMethod.Post, path));
    }
}
