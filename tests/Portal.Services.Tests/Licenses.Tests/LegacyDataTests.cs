using Portal.Testing;

namespace Portal.Licenses.Tests;

/// <summary>What a vendor brings along: keys of any make, dates of any century, names in any script.</summary>
public sealed class LegacyDataTests(PortalApp app)
{
    private static readonly string[] Keys =
    [
        "old-lower-case-{0}",
        "Ключ-лицензии-{0}",
        "ライセンス鍵-{0}",
        "מפתח-רישיון-{0}",
        "0000-{0}-%_\\",
        "🔑🗝️-{0}-🔑🗝🔑🔑",
    ];

    [Fact]
    public async Task Legacy_licenses_are_imported_listed_and_found_by_any_part_of_their_keys()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var product = new Catalogue.Product(
            Guid.CreateVersion7(),
            Catalogue.Unique("legacy").ToLowerInvariant(),
            "Студия 工作室 סטודיו ' \"<b>"
        );
        await mine.Catalogue.Operator.Post(
            "license",
            "/products",
            new
            {
                product.Id,
                product.Slug,
                product.Name,
            }
        );
        var policy = await mine.Catalogue.NewPolicy(product: product);
        var keys = Keys.Select(key => string.Format(null, key, Catalogue.Unique("x"))).ToList();
        var expiries = new[] { "1970-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", null };
        var batch = await mine.Catalogue.Operator.Ask(
            $"/licenses/batches/{Guid.CreateVersion7()}",
            new
            {
                policyId = policy,
                accountId = mine.Account.Id,
                licenses = keys.Select(
                    (key, index) =>
                        new
                        {
                            key,
                            issuedAt = "1969-12-31T00:00:00Z",
                            expiresAt = expiries[index % 3],
                            expired = true,
                        }
                ),
            }
        );
        Assert.Equal(201, batch.Status);
        Assert.Equal(keys, batch.Body.Items().Select(row => row["key"]!.GetValue<string>()));

        var listed = await mine.List("?sort=expires");
        Assert.Equal(
            ["expired", "expired", "assigned", "assigned", "assigned", "assigned"],
            listed.Select(row => row["state"]!.GetValue<string>())
        );
        Assert.All(listed, row => Assert.Equal(product.Name, row["product"]!["name"]!.GetValue<string>()));
        Assert.Equal(6, (await mine.List($"?search={Uri.EscapeDataString("студия 工")}")).Count);
        foreach (var (key, row) in keys.Zip(batch.Body.Items()))
        {
            Assert.Equal(
                [Catalogue.Id(row)],
                (await mine.List($"?search={Uri.EscapeDataString(key[2..].ToUpperInvariant())}")).Select(Catalogue.Id)
            );
            Assert.Equal(
                [Catalogue.Id(row)],
                (
                    await mine.Catalogue.Operator.Get(
                        "license",
                        $"/licenses?accountId={mine.Account.Id}&search={Uri.EscapeDataString(key)}"
                    )
                )
                    .Items()
                    .Select(Catalogue.Id)
            );
        }
    }

    [Fact]
    public async Task What_expired_long_ago_is_old_news()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var old = await mine.OwnLicense(
            license: new { issuedAt = "1969-01-01T00:00:00Z", expiresAt = "1970-01-01T00:00:00Z" }
        );
        await mine.OwnLicense(license: new { expiresAt = "9999-12-31T23:59:59Z" });
        Assert.Empty((await mine.Customer.Get("/api/license/summary"))["attention"]!.AsArray());
        Assert.Equal("issued", (await mine.Catalogue.Operator.Audit(old.Id)).Single()["action"]!.GetValue<string>());
    }
}
