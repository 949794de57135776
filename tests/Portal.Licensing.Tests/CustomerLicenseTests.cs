using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licensing.Tests;

public sealed class CustomerLicenseTests(PortalApp app)
{
    [Fact]
    public async Task Revealing_the_key_shows_it_and_writes_down_who_looked()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        using var response = await mine.Customer.Api(HttpMethod.Post, $"/api/license/licenses/{license.Id}/reveal");
        Assert.Equal(license.Key, (await response.Content.ReadFromJsonAsync<JsonObject>())!["key"]!.GetValue<string>());
        var newest = (await mine.Customer.Get($"/api/license/licenses/{license.Id}/timeline"))["items"]![0]!;
        Assert.Equal("key-revealed", newest["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_member_cannot_reveal_a_key_that_was_not_assigned_to_them()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        using var member = await mine.Catalogue.SignIn(await mine.Catalogue.NewMember(mine.Account, "Member"));
        using var refused = await member.Api(HttpMethod.Post, $"/api/license/licenses/{license.Id}/reveal");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task The_summary_counts_what_the_list_shows()
    {
        using var mine = await LicenseApi.WithOwner(app);
        await mine.OwnLicense(new { activationLimit = 5 });
        await mine.OwnLicense(new { activationLimit = 2 }, new { expiresAt = DateTimeOffset.UtcNow.AddDays(20) });
        await mine.OwnLicense();
        var summary = await mine.Customer.Get("/api/license/summary");
        Assert.Equal((3, 0, 7, 1, 1), (Number("total"), Number("active"), Number("slots"), Number("unlimited"), Number("expiringSoon")));

        int Number(string name) => summary[name]!.GetValue<int>();
    }

    [Fact]
    public async Task Attention_lists_the_most_urgent_first_and_leaves_out_what_is_well()
    {
        using var mine = await LicenseApi.WithOwner(app);
        await mine.OwnLicense();
        await mine.OwnLicense(license: new { expiresAt = DateTimeOffset.UtcNow.AddDays(6) });
        await mine.OwnLicense(license: new { issuedAt = "2024-01-01T00:00:00Z", expiresAt = DateTimeOffset.UtcNow.AddDays(-3) });
        await mine.Catalogue.Move(await mine.OwnLicense(), "suspend", new { reason = "x" });
        var reasons = (await mine.Customer.Get("/api/license/summary"))["attention"]!.AsArray().Select(row => row!["reason"]!.GetValue<string>());
        Assert.Equal(["expired", "suspended", "expiring"], reasons);
    }

    [Fact]
    public async Task An_activation_makes_the_license_active_and_its_end_makes_it_assigned_again()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.Catalogue.NewLicenseInUse(new { activationLimit = 1 }, new { accountId = mine.Account.Id });
        var program = new VendorProgram(app, license.Key);
        var activation = await program.Activated("device-1");
        await Eventually.Is(async () => await mine.State(license) == "active", "the license is active");
        Assert.Equal(1, (await mine.Show(license))["license"]!["usedSlots"]!.GetValue<int>());
        using var _ = await program.Deactivate(activation);
        await Eventually.Is(async () => await mine.State(license) == "assigned", "the license is assigned again");
    }
}
