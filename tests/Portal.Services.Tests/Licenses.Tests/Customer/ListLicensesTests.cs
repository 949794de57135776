using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

public sealed class ListLicensesTests(PortalApp app)
{
    [Fact]
    public async Task An_owner_sees_the_licenses_of_the_account_newest_first_and_nothing_of_others()
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var other = await LicenseApi.WithOwner(app);
        await other.OwnLicense();
        var first = await mine.OwnLicense(license: new { issuedAt = "2026-01-01T00:00:00Z" });
        var second = await mine.OwnLicense(license: new { issuedAt = "2026-02-01T00:00:00Z" });
        Assert.Equal([second.Id, first.Id], (await mine.List()).Select(Catalogue.Id));
    }

    [Fact]
    public async Task Lists_show_masked_keys_only()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        var list = await mine.Customer.Get("/api/license/licenses");
        Assert.Equal("****-" + license.Key[^4..], list["items"]![0]!["maskedKey"]!.GetValue<string>());
        Assert.DoesNotContain(license.Key, list.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            license.Key,
            (await mine.Show(license)).ToJsonString(),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task A_member_sees_only_what_was_assigned_to_them()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var member = await mine.Catalogue.NewMember(mine.Account, "Member");
        await mine.OwnLicense();
        var given = await mine.OwnLicense(license: new { assigneeIds = new[] { member.Id } });
        using var signedIn = await mine.Catalogue.SignIn(member);
        var rows = (await signedIn.Get("/api/license/licenses"))["items"]!.AsArray();
        Assert.Equal([given.Id], rows.Select(row => Catalogue.Id(row!.AsObject())));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_repetition()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var issued = new List<Guid>();
        for (var i = 0; i < 5; i++)
            issued.Add((await mine.OwnLicense(license: new { issuedAt = "2026-01-01T00:00:00Z" })).Id);
        var (seen, cursor) = (new List<Guid>(), "");
        do
        {
            var page = await mine.Customer.Get($"/api/license/licenses?size=2{cursor}");
            Assert.Equal(5, page["total"]!.GetValue<int>());
            seen.AddRange(page["items"]!.AsArray().Select(row => Catalogue.Id(row!.AsObject())));
            cursor = page["next"]?.GetValue<string>() is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);
        Assert.Equal(issued.Order(), seen.Order());
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("?state=nonsense")]
    [InlineData("?state=1")]
    [InlineData("?cursor=nonsense")]
    [InlineData("?search=a%00b")]
    [InlineData("?size=0")]
    [InlineData("?size=1000")]
    [InlineData("?expiringDays=-1")]
    public async Task A_query_that_makes_no_sense_is_refused(string query)
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var response = await mine.Customer.Api(HttpMethod.Get, "/api/license/licenses" + query);
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task Licenses_are_found_by_a_part_of_the_key_and_by_product_with_wildcards_taken_literally()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        await mine.OwnLicense();
        Assert.Equal(
            [license.Id],
            (await mine.List($"?search={license.Key[3..14].ToLowerInvariant()}")).Select(Catalogue.Id)
        );
        Assert.Equal([license.Id], (await mine.List($"?search={license.Product.Name}")).Select(Catalogue.Id));
        Assert.Empty(await mine.List("?search=%25"));
        Assert.Equal([license.Id], (await mine.List($"?productId={license.Product.Id}")).Select(Catalogue.Id));
    }

    [Fact]
    public async Task The_filter_by_state_gives_exactly_the_rows_that_show_that_state()
    {
        using var mine = await LicenseApi.WithOwner(app);
        await OneOfEachState(mine);
        var all = await mine.List("?size=100");
        Assert.Equal(["assigned", "expired", "revoked", "suspended"], all.Select(State).Distinct().Order());
        foreach (var state in new[] { "available", "assigned", "active", "suspended", "expired", "revoked" })
            Assert.Equal(
                all.Where(row => State(row) == state).Select(Catalogue.Id),
                (await mine.List($"?size=100&state={state}")).Select(Catalogue.Id)
            );
    }

    [Fact]
    public async Task Expiring_licenses_are_those_that_still_work_and_end_in_time()
    {
        using var mine = await LicenseApi.WithOwner(app);
        await mine.OwnLicense();
        await mine.OwnLicense(license: new { issuedAt = "2024-01-01T00:00:00Z", expiresAt = "2025-01-01T00:00:00Z" });
        await mine.Catalogue.Move(
            await mine.OwnLicense(license: new { expiresAt = DateTimeOffset.UtcNow.AddDays(3) }),
            "revoke"
        );
        var soon = await mine.OwnLicense(license: new { expiresAt = DateTimeOffset.UtcNow.AddDays(6) });
        var graced = await mine.OwnLicense(
            new { graceDays = 9 },
            new { expiresAt = DateTimeOffset.UtcNow.AddDays(-1) }
        );
        await mine.OwnLicense(license: new { expiresAt = DateTimeOffset.UtcNow.AddDays(8) });
        Assert.Equal([graced.Id, soon.Id], (await mine.List("?expiringDays=7")).Select(Catalogue.Id));
    }

    private static string State(JsonObject row) => row["state"]!.GetValue<string>();

    private static async Task OneOfEachState(LicenseApi mine)
    {
        await mine.OwnLicense();
        await mine.OwnLicense(license: new { expiresAt = "9999-12-31T23:59:59Z" });
        await mine.OwnLicense(license: new { issuedAt = "2024-01-01T00:00:00Z", expiresAt = "2025-01-01T00:00:00Z" });
        await mine.OwnLicense(
            new { graceDays = 3650 },
            new { issuedAt = "2024-01-01T00:00:00Z", expiresAt = "2025-01-01T00:00:00Z" }
        );
        await mine.Catalogue.Move(await mine.OwnLicense(), "suspend", new { reason = "payment is due" });
        var revoked = await mine.OwnLicense();
        await mine.Catalogue.Move(revoked, "suspend", new { reason = "chargeback" });
        await mine.Catalogue.Move(revoked, "revoke");
    }
}
