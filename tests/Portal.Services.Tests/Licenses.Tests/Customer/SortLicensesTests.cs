using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

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
