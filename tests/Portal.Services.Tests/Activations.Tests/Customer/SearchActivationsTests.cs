using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

public sealed class SearchActivationsTests(PortalApp app)
{
    [Fact]
    public async Task A_host_is_found_in_either_script_whole_or_in_part_as_an_address_is_pasted()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("seekarten.müller-vermessung.example", new { kind = "domain" });
        await desk.Program.Activated("карты.пример.example", new { kind = "domain", name = "Second" });
        await desk.Program.Activated("device-1");
        const string German = "seekarten.xn--mller-vermessung-jzb.example";
        foreach (
            var search in new[]
            {
                "müller",
                "MÜLLER-verm",
                "mu\u0308ller",
                "https://Seekarten.Müller-Vermessung.example/shop?a=b",
                "www.seekarten.müller-vermessung.example.",
                German,
                "xn--mller",
                "SEEKARTEN.",
            }
        )
            Assert.Equal([German], await Found(desk, search));
        Assert.Equal(["xn--80atti9b.xn--e1afmkfd.example"], await Found(desk, "ПРИМ"));
        Assert.Empty(await Found(desk, "мюллер"));
    }

    [Fact]
    public async Task A_device_is_found_by_name_and_identifier_in_any_case_and_as_pages_shorten_it()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("7f308266ab000000000000000d601e87b6", new { name = "製図室-03 Ärzte" });
        await desk.Program.Activated("device-1", new { name = "Laptop" });
        foreach (var search in new[] { "製図室", "ärzte", "7F308266AB", "7f308266ab…d601e87b6", " 0d601e " })
            Assert.Equal(["7f308266ab000000000000000d601e87b6"], await Found(desk, search));
        Assert.Empty(await Found(desk, "7f308266ab%d601e87b6"));
    }

    [Fact]
    public async Task A_device_is_found_by_its_whole_key_and_by_licenses_whose_key_matches()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1", new { name = "Laptop" });
        using var other = await Desk.WithLicense(app);
        await other.Program.Activated("device-2");
        Assert.Equal(["device-1"], await Found(desk, desk.License.Key.ToLowerInvariant()));
        Assert.Equal(["device-1"], await Found(desk, $"****-{desk.License.Key[^4..]}"));
        Assert.Empty(await Found(desk, desk.License.Key[2..12]));
        var ids =
            $"&searchLicenseIds={Guid.NewGuid()}&searchLicenseIds={desk.License.Id}&searchLicenseIds={other.License.Id}";
        Assert.Equal(
            ["device-1"],
            Identifiers(await desk.Customer.Get($"/api/activation/activations?search={desk.License.Key[2..12]}{ids}"))
        );
    }

    [Theory]
    [InlineData("", "c d b a")]
    [InlineData("sort=firstSeen&order=asc", "a b d c")]
    [InlineData("sort=lastSeen", "b c d a")]
    [InlineData("sort=lastSeen&order=desc", "a d c b")]
    [InlineData("sort=name", "d a c b")]
    [InlineData("sort=NAME&order=desc", "b c a d")]
    public async Task A_list_is_sorted_and_turned_forth_and_back_without_a_gap_or_a_repetition(
        string sort,
        string expected
    )
    {
        using var desk = await Desk.WithLicense(app);
        await Four(desk);
        var (pages, shown) = (new List<JsonObject> { await Page("") }, new List<string>());
        while (pages[^1]["next"] is { } next)
            pages.Add(await Page($"&cursor={next}"));
        foreach (var page in pages)
            shown.AddRange(Identifiers(page));
        Assert.Equal(expected, string.Join(' ', shown));
        Assert.Null(pages[0]["previous"]);
        for (var (back, at) = (pages[^1], pages.Count - 2); at >= 0; at--)
        {
            back = await Page($"&before={back["previous"]}");
            Assert.Equal(pages[at].ToJsonString(), back.ToJsonString());
        }

        Task<JsonObject> Page(string at) => desk.Customer.Get($"/api/activation/activations?size=1&{sort}{at}");
    }

    [Fact]
    public async Task A_list_is_narrowed_to_a_product()
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated("device-1");
        Assert.Equal(
            ["device-1"],
            Identifiers(await desk.Customer.Get($"/api/activation/activations?productId={desk.License.Product.Id}"))
        );
        Assert.Empty(Identifiers(await desk.Customer.Get($"/api/activation/activations?productId={Guid.NewGuid()}")));
    }

    /// <summary>a, b, d and c were activated one after the other; b is longest unseen, d has no name.</summary>
    private async Task Four(Desk desk)
    {
        foreach (
            var (identifier, name, first, last) in new[]
            {
                ("a", "Emil", 40, "'0 days'"),
                ("b", "zulu", 30, null),
                ("d", null, 20, "'1 days'"),
                ("c", "frieda", 10, "'2 days'"),
            }
        )
        {
            var id = await desk.Program.Activated(identifier, name is null ? null : new { name });
            await app.Sql(
                $"UPDATE activations SET first_seen_at = now() - interval '{first} days', last_seen_at = {(last is null ? "null" : $"now() - interval {last}")} WHERE id = '{id}'"
            );
        }
    }

    private static async Task<IEnumerable<string>> Found(Desk desk, string search) =>
        Identifiers(await desk.Customer.Get($"/api/activation/activations?search={Uri.EscapeDataString(search)}"));

    private static IEnumerable<string> Identifiers(JsonObject page) =>
        page["items"]!.AsArray().Select(row => row!["identifier"]!.GetValue<string>());
}
