using System.Net;
using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

public sealed class ShowLicenseTests(PortalApp app)
{
    [Fact]
    public async Task A_suspended_license_shows_when_and_why()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        await mine.Catalogue.Move(license, "suspend", new { reason = "Payment is due." });
        var shown = await mine.Show(license);
        Assert.Equal(
            ("suspended", "SUSPENDED"),
            (await mine.State(license), shown["verdict"]!["code"]!.GetValue<string>())
        );
        Assert.Equal(
            FormattableString.Invariant($"Suspended on {DateTimeOffset.UtcNow:MMM d, yyyy}: Payment is due."),
            shown["verdict"]!["detail"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task A_license_shows_what_was_sold()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense(
            new
            {
                activationLimit = 3,
                edition = "Team",
                graceDays = 5,
                maxMajorVersion = 4,
                entitlements = new[] { new { name = "export", value = "pdf" } },
            },
            new { expiresAt = "2099-05-06T07:08:09Z" }
        );
        var shown = await mine.Show(license);
        var row = shown["license"]!.AsObject();
        Assert.Equal(
            ("Team", 3, "assigned", "2099-05-06T07:08:09+00:00"),
            (row.Text("edition"), row["activationLimit"]!.GetValue<int>(), row.Text("state"), row.Text("expiresAt"))
        );
        Assert.Equal(
            (5, 4, "export", "VALID"),
            (
                shown["graceDays"]!.GetValue<int>(),
                shown["maxMajorVersion"]!.GetValue<int>(),
                shown["entitlements"]![0]!.AsObject().Text("name"),
                shown["verdict"]!.AsObject().Text("code")
            )
        );
    }

    [Fact]
    public async Task A_license_of_another_account_or_of_another_member_does_not_exist()
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var stranger = await LicenseApi.WithOwner(app);
        var license = await stranger.OwnLicense();
        using var member = await stranger.Catalogue.SignIn(
            await stranger.Catalogue.NewMember(stranger.Account, "Member")
        );
        foreach (var somebody in new[] { mine.Customer, member })
        {
            using var refused = await somebody.Api(HttpMethod.Get, $"/api/license/licenses/{license.Id}");
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
    }
}
