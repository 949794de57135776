using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests;

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
    public async Task Ten_keys_a_minute_are_revealed_to_a_user_and_then_none_to_them_alone()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        using var colleague = await mine.Catalogue.SignIn(await mine.Catalogue.NewMember(mine.Account, "Admin"));
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 14)
                .Select(_ => mine.Customer.Api(HttpMethod.Post, $"/api/license/licenses/{license.Id}/reveal"))
        );
        Assert.Equal(
            (10, 4),
            (
                answers.Count(answer => answer.IsSuccessStatusCode),
                answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests)
            )
        );
        var refused = answers.First(answer => !answer.IsSuccessStatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(
            "license.revealed-too-often",
            (await refused.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.GetValue<string>()
        );
        Assert.Equal(
            10,
            (await mine.Catalogue.Operator.Audit(license.Id)).Count(record =>
                record["action"]!.GetValue<string>() == "key-revealed"
                && record["actor"]!.GetValue<string>() == mine.Owner.Id.ToString()
            )
        );
        using var other = await colleague.Api(HttpMethod.Post, $"/api/license/licenses/{license.Id}/reveal");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
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
    public async Task More_slots_than_fit_into_32_bits_are_counted()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var policy = await mine.Catalogue.NewPolicy(new { activationLimit = 1_000_000 });
        await mine.Catalogue.Operator.Ask(
            $"/licenses/batches/{Guid.CreateVersion7()}",
            new
            {
                policyId = policy,
                accountId = mine.Account.Id,
                count = 2_200,
            }
        );
        Assert.Equal(2_200_000_000, (await mine.Customer.Get("/api/license/summary"))["slots"]!.GetValue<long>());
    }

    [Fact]
    public async Task The_summary_counts_what_the_list_shows()
    {
        using var mine = await LicenseApi.WithOwner(app);
        await mine.OwnLicense(new { activationLimit = 5 });
        await mine.OwnLicense(new { activationLimit = 2 }, new { expiresAt = DateTimeOffset.UtcNow.AddDays(20) });
        await mine.OwnLicense();
        var summary = await mine.Customer.Get("/api/license/summary");
        Assert.Equal(
            (3, 0, 7, 1, 1),
            (Number("total"), Number("active"), Number("slots"), Number("unlimited"), Number("expiringSoon"))
        );

        int Number(string name) => summary[name]!.GetValue<int>();
    }

    [Fact]
    public async Task The_summary_counts_no_slots_of_licenses_that_have_stopped()
    {
        using var mine = await LicenseApi.WithOwner(app);
        await mine.OwnLicense(new { activationLimit = 5 });
        await mine.OwnLicense(
            new { activationLimit = 7 },
            new { issuedAt = "2024-01-01T00:00:00Z", expiresAt = DateTimeOffset.UtcNow.AddDays(-3) }
        );
        await mine.Catalogue.Move(await mine.OwnLicense(), "suspend", new { reason = "x" });
        var used = await mine.Catalogue.NewLicenseInUse(
            new { activationLimit = 3 },
            new { accountId = mine.Account.Id }
        );
        await new VendorProgram(app, used.Key).Activated("device-1");
        await Eventually.Is(async () => (1, 8, 0) == await Slots(), "License knows of the activation");
        await mine.Catalogue.Move(used, "suspend", new { reason = "x" });
        Assert.Equal((0, 5, 0), await Slots());

        async Task<(int Used, int Slots, int Unlimited)> Slots()
        {
            var summary = await mine.Customer.Get("/api/license/summary");
            return (
                summary["usedSlots"]!.GetValue<int>(),
                summary["slots"]!.GetValue<int>(),
                summary["unlimited"]!.GetValue<int>()
            );
        }
    }

    [Fact]
    public async Task Attention_lists_what_can_still_be_prevented_first_and_leaves_out_what_is_well()
    {
        using var mine = await LicenseApi.WithOwner(app);
        await mine.OwnLicense();
        await mine.OwnLicense(license: new { expiresAt = DateTimeOffset.UtcNow.AddDays(6) });
        await mine.OwnLicense(
            license: new { issuedAt = "2024-01-01T00:00:00Z", expiresAt = DateTimeOffset.UtcNow.AddDays(-3) }
        );
        await mine.Catalogue.Move(await mine.OwnLicense(), "suspend", new { reason = "x" });
        await mine.OwnLicense(license: new { maintenanceEndsAt = DateTimeOffset.UtcNow.AddDays(9.5) });
        var full = await mine.Catalogue.NewLicenseInUse(
            new { activationLimit = 1 },
            new { accountId = mine.Account.Id }
        );
        await new VendorProgram(app, full.Key).Activated("device-1");
        await Eventually.Is(
            async () => (await mine.Show(full))["license"]!["usedSlots"]!.GetValue<int>() == 1,
            "License knows of the activation"
        );
        var attention = (await mine.Customer.Get("/api/license/summary"))["attention"]!
            .AsArray()
            .Select(row => row!.AsObject())
            .ToList();
        Assert.Equal(
            ["expiring", "limit-reached", "maintenance-ending", "suspended", "expired"],
            attention.Select(row => row["reason"]!.GetValue<string>())
        );
        Assert.Equal(
            ["renew", "free-slot", "renew", "contact-vendor", "renew"],
            attention.Select(row => row["action"]!.GetValue<string>())
        );
        Assert.Equal(
            "Maintenance ends in 9 days. Later releases will not be covered.",
            attention[2]["detail"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task An_activation_makes_the_license_active_and_its_end_makes_it_assigned_again()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.Catalogue.NewLicenseInUse(
            new { activationLimit = 1 },
            new { accountId = mine.Account.Id }
        );
        var program = new VendorProgram(app, license.Key);
        var activation = await program.Activated("device-1");
        await Eventually.Is(async () => await mine.State(license) == "active", "the license is active");
        Assert.Equal(1, (await mine.Show(license))["license"]!["usedSlots"]!.GetValue<int>());
        using var _ = await program.Deactivate(activation);
        await Eventually.Is(async () => await mine.State(license) == "assigned", "the license is assigned again");
    }
}
