using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

public sealed class ShowSummaryTests(PortalApp app)
{
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
    public async Task Licenses_of_other_accounts_are_not_counted()
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var stranger = await LicenseApi.WithOwner(app);
        await stranger.OwnLicense(license: new { expiresAt = DateTimeOffset.UtcNow.AddDays(6) });
        var summary = await mine.Customer.Get("/api/license/summary");
        Assert.Equal((0, 0), (summary["total"]!.GetValue<int>(), summary["attention"]!.AsArray().Count));
    }
}
