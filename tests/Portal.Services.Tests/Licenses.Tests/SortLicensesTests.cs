using Portal.Testing;

namespace Portal.Licenses.Tests;

public sealed class SortLicensesTests(PortalApp app)
{
    private const string Never = "9999-12-31T00:00:00Z";

    [Theory]
    [InlineData("", "c b a")]
    [InlineData("sort=added&order=asc", "a b c")]
    [InlineData("sort=expires", "b c a")]
    [InlineData("sort=expires&order=desc", "a c b")]
    [InlineData("sort=product", "a c b")]
    [InlineData("sort=product&order=desc", "b c a")]
    public async Task A_list_is_sorted_and_its_pages_follow_each_other_without_a_gap_or_a_repetition(
        string sort,
        string expected
    )
    {
        using var mine = await LicenseApi.WithOwner(app);
        var names = await Three(mine);
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await mine.Customer.Get($"/api/license/licenses?size=2&{sort}{cursor}");
            Assert.Equal(9, page["total"]!.GetValue<int>());
            seen.AddRange(page.Items().Select(row => names[Catalogue.Id(row)]));
            cursor = page["next"]?.GetValue<string>() is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);
        Assert.Equal(
            string.Join(' ', expected.Split(' ').Select(name => $"{name} {name} {name}")),
            string.Join(' ', seen)
        );
    }

    [Fact]
    public async Task A_list_shows_what_was_given_to_one_member_only()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var member = Guid.CreateVersion7();
        await mine.OwnLicense();
        var given = await mine.OwnLicense(license: new { assigneeIds = new[] { member } });
        Assert.Equal([given.Id], (await mine.List($"?assigneeId={member}")).Select(Catalogue.Id));
    }

    [Fact]
    public async Task The_products_are_those_of_the_licenses_that_the_customer_sees()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var member = await mine.Catalogue.NewMember(mine.Account, "Member");
        var (first, second) = (
            await mine.OwnLicense(),
            await mine.OwnLicense(license: new { assigneeIds = new[] { member.Id } })
        );
        await mine.Catalogue.NewLicense();
        using var signedIn = await mine.Catalogue.SignIn(member);
        Assert.Equal(
            new[] { first.Product.Id, second.Product.Id }.Order(),
            (await mine.Customer.Get("/api/license/products")).Items().Select(Catalogue.Id).Order()
        );
        Assert.Equal([second.Product.Id], (await signedIn.Get("/api/license/products")).Items().Select(Catalogue.Id));
    }

    [Fact]
    public async Task The_list_as_csv_is_what_the_filters_leave_with_masked_keys_and_nothing_that_a_spreadsheet_would_run()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var product = new Catalogue.Product(
            Guid.CreateVersion7(),
            Catalogue.Unique("csv").ToLowerInvariant(),
            "=HYPERLINK(\"https://evil.example\"), \"quoted\"\nand more"
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
        var license = await mine.Catalogue.NewLicense(
            new { activationLimit = 3, edition = "@SUM(A1)" },
            new
            {
                accountId = mine.Account.Id,
                expiresAt = "2099-05-06T07:08:09Z",
                assignedAt = "2026-01-02T03:04:05Z",
            },
            product
        );
        await mine.OwnLicense();
        using var answer = await mine.Customer.Api(HttpMethod.Get, $"/api/license/licenses.csv?productId={product.Id}");
        Assert.Equal(
            ("text/csv", "attachment"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType)
        );
        Assert.Equal(
            "Product,Edition,Key,Status,Activations,Activation limit,Expires,Maintenance ends,Added,License id\r\n"
                + "\"'=HYPERLINK(\"\"https://evil.example\"\"), \"\"quoted\"\"\nand more\",'@SUM(A1),****-"
                + license.Key[^4..]
                + ",Assigned,0,3,2099-05-06T07:08:09Z,,2026-01-02T03:04:05Z,"
                + license.Id
                + "\r\n",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    /// <summary>Three products a, c, b with three licenses each: a never expires and came first, b expires first, c came last.</summary>
    private static async Task<Dictionary<Guid, string>> Three(LicenseApi mine)
    {
        var names = new Dictionary<Guid, string>();
        foreach (
            var (name, product, added, expires) in new[]
            {
                ("a", "Alpha", "2026-01-01T00:00:00Z", null),
                ("b", "zulu", "2026-02-01T00:00:00Z", "2090-01-01T00:00:00Z"),
                ("c", "mike", "2026-03-01T00:00:00Z", Never),
            }
        )
        {
            var made = new Catalogue.Product(Guid.CreateVersion7(), Catalogue.Unique(name).ToLowerInvariant(), product);
            await mine.Catalogue.Operator.Post(
                "license",
                "/products",
                new
                {
                    made.Id,
                    made.Slug,
                    made.Name,
                }
            );
            for (var i = 0; i < 3; i++)
                names.Add(
                    (
                        await mine.Catalogue.NewLicense(
                            null,
                            new
                            {
                                accountId = mine.Account.Id,
                                issuedAt = added,
                                expiresAt = expires,
                            },
                            made
                        )
                    ).Id,
                    name
                );
        }
        return names;
    }
}
