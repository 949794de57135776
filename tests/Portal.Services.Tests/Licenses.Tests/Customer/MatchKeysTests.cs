using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

/// <summary>Where the list of devices looks up the licenses of a key.</summary>
public sealed class MatchKeysTests(PortalApp app)
{
    [Fact]
    public async Task A_part_of_a_key_names_the_callers_licenses_and_never_those_of_others()
    {
        using var mine = await LicenseApi.WithOwner(app);
        using var other = await LicenseApi.WithOwner(app);
        var group = Guid.NewGuid().ToString("N")[..10].ToUpperInvariant();
        var license = await mine.OwnLicense(license: new { key = $"FLS-{group[..5]}-{group[5..]}-1" });
        await other.OwnLicense(license: new { key = $"FLS-{group[..5]}-{group[5..]}-2" });
        await mine.OwnLicense();
        foreach (var search in new[] { group.ToLowerInvariant(), $"{group[..5]}-{group[5..]}", $"S{group[..5]}" })
            Assert.Equal(
                new JsonArray(license.Id).ToJsonString(),
                (await Match(mine, search))["licenseIds"]!.ToJsonString()
            );
        Assert.Empty((await Match(mine, license.Product.Name))["licenseIds"]!.AsArray());
    }

    [Fact]
    public async Task More_than_a_hundred_are_said_to_be_more()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var policy = await mine.Catalogue.NewPolicy();
        await mine.Catalogue.Operator.Ask(
            $"/licenses/batches/{Guid.CreateVersion7()}",
            new
            {
                policyId = policy,
                accountId = mine.Account.Id,
                licenses = Enumerable.Range(0, 101).Select(_ => new { key = $"SAME-{Guid.NewGuid()}" }),
            }
        );
        var answer = await Match(mine, "same-");
        Assert.Equal((100, true), (answer["licenseIds"]!.AsArray().Count, answer["more"]!.GetValue<bool>()));
    }

    private static Task<JsonObject> Match(LicenseApi mine, string search) =>
        mine.Customer.Get($"/api/license/keys?search={Uri.EscapeDataString(search)}");
}
