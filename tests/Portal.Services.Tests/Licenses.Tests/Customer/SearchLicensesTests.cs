using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

public sealed class SearchLicensesTests(PortalApp app)
{
    public static TheoryData<string, string> WaysToTypeAKey =>
        new()
        {
            { "FLS-DK99E-1VTB0-FQQDT-2V3QN-", "whole" },
            { "fls-dk99e-1vtb0-fqqdt-2v3qn-", "in lower case" },
            { "FLSDK99E1VTB0FQQDT2V3QN", "without separators" },
            { "  fls dk99e 1vtb0 fqqdt 2v3qn ", "with spaces" },
            { "FLS\u2011DK99E\u20131VTB0_FQQDT.2V3QN", "with the hyphens of a word processor" },
            { "99e1vt", "a part across a separator" },
            { "99E-1VT", "a part with its separator" },
            { "99-E1V-T", "a part with separators that the key has elsewhere" },
        };

    [Theory, MemberData(nameof(WaysToTypeAKey))]
    public async Task A_key_is_found_however_it_is_typed(string typed, string how)
    {
        using var mine = await LicenseApi.WithOwner(app);
        var ending = Guid.NewGuid().ToString("N")[..5].ToUpperInvariant();
        var license = await mine.OwnLicense(license: new { key = $"FLS-DK99E-1VTB0-FQQDT-2V3QN-{ending}" });
        await mine.OwnLicense();
        Assert.True((await Found(mine, typed)).SequenceEqual([license.Id]), how);
    }

    [Fact]
    public async Task A_key_that_has_no_separators_is_found_with_some_and_a_masked_one_by_its_end()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var random = Guid.NewGuid().ToString("N");
        var license = await mine.OwnLicense(license: new { key = random });
        await mine.OwnLicense();
        Assert.Equal(
            [license.Id],
            await Found(mine, $"{random[..5]}-{random[5..10]}-{random[10..15]}".ToUpperInvariant())
        );
        Assert.Equal([license.Id], await Found(mine, $"****-{random[^4..]}"));
        Assert.Equal([license.Id], await Found(mine, $"••••-{random[^4..]}"));
    }

    [Fact]
    public async Task A_license_is_found_by_edition_and_order_number_and_not_by_what_else_the_vendor_noted()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense(
            new { edition = "Team Plus" },
            new { metadata = Notes(("cost-center", "Hydrography"), ("Order-Number", "FL-20731")) }
        );
        await mine.OwnLicense();
        foreach (var search in new[] { "team plus", "TEAMPLUS", "FL-20731", "fl20731", "0731" })
            Assert.Equal([license.Id], await Found(mine, search));
        Assert.Equal("FL-20731", (await mine.List("?search=FL-20731"))[0]["orderNumber"]!.GetValue<string>());
        Assert.Empty(await Found(mine, "hydrography"));
        Assert.Empty(await Found(mine, "PlusFL"));

        await mine.Catalogue.Operator.Put(
            $"/licenses/{license.Id}/metadata",
            new { metadata = Notes(("order", "Ärzte-7 \"x\"")) }
        );
        Assert.Empty(await Found(mine, "20731"));
        Assert.Equal([license.Id], await Found(mine, "ÄRZTE7 \"X\""));
    }

    [Fact]
    public async Task A_license_is_found_by_the_members_whose_name_matches_beside_what_else_matches()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var (sakura, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var given = await mine.OwnLicense(license: new { assigneeIds = new[] { other, sakura } });
        var edition = await mine.OwnLicense(new { edition = "Sakura" });
        await mine.OwnLicense(license: new { assigneeIds = new[] { other } });
        Assert.Equal([edition.Id], await Found(mine, "sakura"));
        Assert.Equal(
            [edition.Id, given.Id],
            await Found(mine, $"sakura&searchAssigneeIds={sakura}&searchAssigneeIds={Guid.NewGuid()}")
        );
        using var csv = await mine.Customer.Api(
            HttpMethod.Get,
            $"/api/license/licenses.csv?search=sakura&searchAssigneeIds={sakura}"
        );
        Assert.Equal(
            3,
            (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd().Split('\n').Length
        );
    }

    [Theory]
    [InlineData("_"), InlineData("%"), InlineData("- -"), InlineData("\\")]
    public async Task Separators_and_wildcards_alone_find_nothing(string search)
    {
        using var mine = await LicenseApi.WithOwner(app);
        await mine.OwnLicense();
        Assert.Empty(await Found(mine, search));
    }

    [Theory]
    [
        InlineData(""),
        InlineData("sort=added&order=asc"),
        InlineData("sort=expires"),
        InlineData("sort=expires&order=desc"),
        InlineData("sort=product"),
        InlineData("sort=product&order=desc")
    ]
    public async Task A_list_is_turned_back_page_by_page_to_what_it_showed_before(string sort)
    {
        using var mine = await LicenseApi.WithOwner(app);
        var products = new[] { await mine.Catalogue.NewProduct(), await mine.Catalogue.NewProduct() };
        for (var i = 0; i < 7; i++)
            await mine.Catalogue.NewLicense(
                null,
                new
                {
                    accountId = mine.Account.Id,
                    issuedAt = $"2026-01-0{1 + i / 2}T00:00:00Z",
                    expiresAt = $"2090-01-0{1 + i / 3}T00:00:00Z",
                },
                products[i % 2]
            );
        var pages = new List<JsonObject> { await Page("") };
        while (pages[^1]["next"] is { } next)
            pages.Add(await Page($"&cursor={next}"));
        Assert.Equal(4, pages.Count);
        Assert.Null(pages[0]["previous"]);
        for (var (back, at) = (pages[^1], pages.Count - 2); at >= 0; at--)
        {
            back = await Page($"&before={back["previous"]}");
            Assert.Equal(pages[at].ToJsonString(), back.ToJsonString());
        }

        Task<JsonObject> Page(string at) => mine.Customer.Get($"/api/license/licenses?size=2&{sort}{at}");
    }

    private static async Task<List<Guid>> Found(LicenseApi mine, string search)
    {
        var (text, more) = search.Split('&', 2) is [var one, var rest] ? (one, "&" + rest) : (search, "");
        return [.. (await mine.List($"?search={Uri.EscapeDataString(text)}{more}")).Select(Catalogue.Id)];
    }

    private static object[] Notes(params (string Name, string Value)[] notes) =>
        [.. notes.Select(note => (object)new { name = note.Name, value = note.Value })];
}
