using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class ShowDeactivationQuotaTests(PortalApp app)
{
    [Fact]
    public async Task It_says_how_many_were_used_of_how_many_and_when_it_is_one_more()
    {
        using var desk = await Desk.WithLicense(
            app,
            new { terms = new { deactivationQuota = 2, deactivationPeriodDays = 30 } }
        );
        Assert.Null((await Quota(desk))["resetsAt"]);
        await desk.DeactivateRemotely(await desk.Program.Activated("device-1"));
        var quota = await Quota(desk);
        Assert.Equal(
            (1, 2, 30),
            (quota["used"]!.GetValue<int>(), quota["limit"]!.GetValue<int>(), quota["periodDays"]!.GetValue<int>())
        );
        Assert.InRange(
            quota["resetsAt"]!.GetValue<DateTimeOffset>(),
            DateTimeOffset.UtcNow.AddDays(29),
            DateTimeOffset.UtcNow.AddDays(30)
        );
    }

    [Fact]
    public async Task Without_a_quota_there_is_no_limit()
    {
        using var desk = await Desk.WithLicense(app);
        Assert.Null((await Quota(desk))["limit"]);
    }

    [Fact]
    public async Task A_license_of_another_account_does_not_exist()
    {
        using var desk = await Desk.WithLicense(app);
        using var stranger = await Desk.WithLicense(app);
        var path = $"licenses/{stranger.License.Id}/deactivation-quota";
        Assert.Equal(404, await desk.StatusOf(HttpMethod.Get, path));
    }

    private static Task<JsonObject> Quota(Desk desk) =>
        desk.Customer.Get($"/api/activation/licenses/{desk.License.Id}/deactivation-quota");
}
