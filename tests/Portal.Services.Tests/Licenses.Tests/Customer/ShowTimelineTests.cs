using System.Net;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

public sealed class ShowTimelineTests(PortalApp app)
{
    [Fact]
    public async Task An_imported_license_was_issued_when_it_was_and_imported_when_it_was()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var now = DateTimeOffset.UtcNow;
        var license = await mine.OwnLicense(
            license: new
            {
                issuedAt = now.AddDays(-400),
                assignedAt = now.AddDays(-390),
                expiresAt = now.AddDays(-35),
                suspendedAt = now.AddDays(-100),
                suspensionReason = "payment is due",
            }
        );
        var entries = await All(mine, license);
        Assert.Equal(
            [
                ("imported", "vendor", 0),
                ("expired", "schedule", 35),
                ("suspended", "vendor", 100),
                ("assigned", "vendor", 390),
                ("issued", "vendor", 400),
            ],
            entries.Select(entry =>
                (
                    Text(entry, "action"),
                    Text(entry, "by"),
                    (int)Math.Round((now - entry["at"]!.GetValue<DateTimeOffset>()).TotalDays)
                )
            )
        );
        Assert.Equal("payment is due", entries[2]["detail"]!.GetValue<string>());
        foreach (var size in new[] { 1, 2, 3 })
            Assert.Equal(
                entries.Select(entry => Text(entry, "action")),
                (await All(mine, license, size)).Select(entry => Text(entry, "action"))
            );
    }

    [Fact]
    public async Task A_move_says_what_it_led_to_and_who_of_the_account_looked_at_the_key()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense(new { durationDays = 10 });
        var until = DateTimeOffset.UtcNow.AddDays(90);
        await mine.Catalogue.Move(license, "renew", new { expiresAt = until });
        await mine.Catalogue.Operator.Put($"/licenses/{license.Id}/limit", new { activationLimit = 7 });
        (await mine.Customer.Api(HttpMethod.Post, $"/api/license/licenses/{license.Id}/reveal")).Dispose();
        var entries = await All(mine, license);
        Assert.Equal(
            ["key-revealed", "limit-changed", "renewed", "issued"],
            entries.Select(entry => Text(entry, "action"))
        );
        Assert.Equal(["customer", "vendor", "vendor", "vendor"], entries.Select(entry => Text(entry, "by")));
        Assert.Equal(
            (mine.Owner.Id, 7),
            (entries[0]["userId"]!.GetValue<Guid>(), entries[1]["limit"]!.GetValue<int>())
        );
        Assert.Equal(until.ToUnixTimeSeconds(), entries[2]["until"]!.GetValue<DateTimeOffset>().ToUnixTimeSeconds());
        Assert.DoesNotContain(entries, entry =>
            entry.ToJsonString().Contains("portal-operator", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Coming_into_use_can_be_left_out()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.Catalogue.NewLicenseInUse(license: new { accountId = mine.Account.Id });
        await new VendorProgram(app, license.Key).Activated("device-1");
        await Eventually.Is(async () => await mine.State(license) == "active", "License knows of the activation");
        Assert.Equal(["activated", "issued"], (await All(mine, license)).Select(entry => Text(entry, "action")));
        var without = await mine.Customer.Get($"/api/license/licenses/{license.Id}/timeline?use=false");
        Assert.Equal(["issued"], without["items"]!.AsArray().Select(entry => Text(entry!.AsObject(), "action")));
    }

    [Fact]
    public async Task Why_a_license_was_revoked_is_for_operators_and_why_it_is_suspended_for_the_customer_too()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        await mine.Catalogue.Move(license, "suspend", new { reason = "payment is due" });
        await mine.Catalogue.Move(license, "revoke", new { reason = "fraud" });
        var details = (await mine.Customer.Get($"/api/license/licenses/{license.Id}/timeline"))["items"]!
            .AsArray()
            .Select(entry => entry!["detail"]?.GetValue<string>())
            .ToList();
        Assert.Equal([null, "payment is due"], details[..2]);
        Assert.Equal("fraud", (await mine.Catalogue.Operator.Audit(license.Id))[^1]["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_timeline_of_another_account_s_license_does_not_exist()
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var stranger = await LicenseApi.WithOwner(app);
        var license = await stranger.OwnLicense();
        using var refused = await mine.Customer.Api(HttpMethod.Get, $"/api/license/licenses/{license.Id}/timeline");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private static string Text(JsonObject entry, string name) => entry[name]!.GetValue<string>();

    private static async Task<List<JsonObject>> All(LicenseApi mine, Catalogue.License license, int size = 100)
    {
        var (entries, cursor) = (new List<JsonObject>(), "");
        do
        {
            var page = await mine.Customer.Get($"/api/license/licenses/{license.Id}/timeline?size={size}{cursor}");
            entries.AddRange(page["items"]!.AsArray().Select(entry => entry!.AsObject()));
            cursor = page["next"] is { } next ? $"&cursor={next}" : null;
        } while (cursor is not null);
        return entries;
    }
}
