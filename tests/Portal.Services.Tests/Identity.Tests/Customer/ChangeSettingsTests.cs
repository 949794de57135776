using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.Customer;

public sealed class ChangeSettingsTests(PortalApp app)
{
    private const string Path = "/api/identity/me/settings";

    [Theory]
    [InlineData("Europe/Oslo", "Europe/Oslo")]
    [InlineData("Asia/Calcutta", "Asia/Kolkata")]
    [InlineData("europe/kiev", "Europe/Kyiv")]
    [InlineData("UTC", "UTC")]
    [InlineData(null, null)]
    public async Task A_time_zone_is_chosen_by_its_name_an_old_one_too(string? zone, string? today)
    {
        using var customer = await Customer();
        using var saved = await customer.Api(
            HttpMethod.Put,
            Path,
            new { timeZone = zone, mutedNotifications = new[] { "new-release" } }
        );
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var me = await customer.Get("/api/identity/me");
        Assert.Equal(today, (string?)me["timeZone"]);
        Assert.Equal("new-release", (string?)Assert.Single(me["mutedNotifications"]!.AsArray()));
    }

    [Theory]
    [InlineData("Nowhere/Land", "new-release", "identity.time-zone-unknown")]
    [InlineData("W. Europe Standard Time", "new-release", "identity.time-zone-unknown")]
    [InlineData("../etc/passwd", "new-release", "identity.time-zone-unknown")]
    [InlineData("UTC", "password-changed", "identity.notification-unknown")]
    public async Task What_is_no_zone_or_cannot_be_switched_off_is_refused(string zone, string muted, string code)
    {
        using var customer = await Customer();
        using var refused = await customer.Api(
            HttpMethod.Put,
            Path,
            new { timeZone = zone, mutedNotifications = new[] { muted } }
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(code, await refused.ProblemCode());
        Assert.Null((await customer.Get("/api/identity/me"))["timeZone"]);
    }

    private async Task<SignedIn> Customer()
    {
        var person = await (await Vendor.Of(app)).Person();
        return await SignedIn.As(app, person.Email, Vendor.Password);
    }
}
