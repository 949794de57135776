using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests;

/// <summary>The lists of licenses and activations: found, sorted, turned over, and said.</summary>
public sealed class ListTests
{
    private static readonly string Other = "0192f0c1-0000-7000-8000-00000000000a";

    private static readonly object Members = new
    {
        items = new[]
        {
            new
            {
                id = Other,
                displayName = "Sakura Tanaka",
                email = "s.tanaka@example.org",
                role = "Member",
            },
            new
            {
                id = "0192f0c1-0000-7000-8000-00000000000b",
                displayName = "Alex Pappas",
                email = "alex@example.org",
                role = "Member",
            },
        },
    };

    [Theory]
    [
        InlineData("tanaka sakura", true),
        InlineData("S.TANAKA", true),
        InlineData("tanaka alex", false),
        InlineData("studio", false)
    ]
    public async Task Licenses_are_found_by_the_name_or_address_of_their_assignee(string search, bool found)
    {
        var services = Samples.Account().Answer("GET /api/identity/members", Members);
        await using var portal = await PortalHost.Start(services);
        var text = Uri.EscapeDataString(search);
        await portal.Html($"/licenses?search={text}");
        await portal.Get($"/licenses.csv?search={text}");
        var ids = found ? $"&searchAssigneeIds={Other}" : "";
        Assert.Contains($"GET /api/license/licenses?search={text}&size=25{ids}", services.Asked);
        Assert.Contains($"GET /api/license/licenses.csv?search={text}{ids}", services.Asked);
    }

    [Fact]
    public async Task A_member_who_sees_no_names_searches_none()
    {
        var services = Samples.Account().Answer("GET /api/identity/members", Members);
        await using var portal = await PortalHost.Start(services, role: "Member");
        await portal.Html("/licenses?search=tanaka");
        Assert.Contains("GET /api/license/licenses?search=tanaka&size=25", services.Asked);
        Assert.DoesNotContain("GET /api/identity/members", services.Asked);
    }

    [Fact]
    public async Task Devices_are_found_by_a_part_of_their_key()
    {
        var services = Samples
            .Account()
            .Answer("GET /api/license/keys", new { licenseIds = new[] { Samples.LicenseId }, more = true });
        await using var portal = await PortalHost.Start(services);
        var html = await portal.Html("/activations?search=7q2f+k9");
        Assert.Contains("GET /api/license/keys?search=7q2f%20k9", services.Asked);
        Assert.Contains(
            $"GET /api/activation/activations?search=7q2f%20k9&size=25&searchLicenseIds={Samples.LicenseId}",
            services.Asked
        );
        Assert.Contains("More than 100 licenses match", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_keys_cannot_be_asked_for_the_rest_is_searched_and_the_page_says_so()
    {
        await using var portal = await PortalHost.Start(
            Samples.Account().Fail("GET /api/license/keys", new HttpRequestException("down"))
        );
        var html = await portal.Html("/activations?search=studio");
        Assert.Contains("STUDIO-WS-04", html, StringComparison.Ordinal);
        Assert.Contains("License keys cannot be searched right now.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activations_are_sorted_and_narrowed_to_a_product_in_every_link()
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        const string Product = "0192f0c1-0000-7000-8000-000000000004";
        var html = await portal.Html($"/activations?product={Product}&sort=unseen&size=50");
        Assert.Contains(
            $"GET /api/activation/activations?size=50&productId={Product}&sort=lastSeen&order=asc",
            services.Asked
        );
        Assert.Matches($"<option value=\"{Product}\" selected", html);
        Assert.Contains(
            $"href=\"/activations?product={Product}&amp;sort=seen&amp;size=50\"",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"href=\"/activations?product={Product}&amp;sort=name&amp;size=50\"",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("aria-sort=\"ascending\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData("/licenses", "GET /api/license/licenses"),
        InlineData("/activations", "GET /api/activation/activations")
    ]
    public async Task A_list_is_turned_forth_and_back_in_pages_of_a_chosen_size(string path, string request)
    {
        var row = path == "/licenses" ? Samples.OneLicense : Samples.Activation("active");
        var page = new
        {
            items = new[] { row, row },
            next = "n.1",
            previous = "p.1",
            total = 1312,
        };
        await using var portal = await PortalHost.Start(Samples.Account().Answer(request, page));
        var html = WebUtility.HtmlDecode(await portal.Html($"{path}?sort=oldest&size=50&cursor=c.1&from=100"));
        Assert.Contains("101–102 of 1,312", html, StringComparison.Ordinal);
        Assert.Contains(
            $"href=\"{path}?sort=oldest&size=50&before=p.1&from=50\" rel=\"prev\"",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"href=\"{path}?sort=oldest&size=50&cursor=n.1&from=102\" rel=\"next\"",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains($"href=\"{path}?sort=oldest\" aria-label=\"25 rows a page\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"true\" aria-label=\"50 rows a page\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"size\" value=\"50\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData("/licenses?size=7&before=x"),
        InlineData("/licenses?size=-1&from=-5&cursor=x"),
        InlineData("/activations?size=1000000&before=x&from=9")
    ]
    public async Task A_page_before_which_nothing_lies_begins_at_one_whatever_the_address_says(string path)
    {
        await using var portal = await PortalHost.Start(Samples.Account());
        Assert.Contains("1–1 of 1<", await portal.Html(path), StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData("/licenses", "1 license"),
        InlineData("/licenses?search=%20studio%20", "1 license matches “studio”"),
        InlineData("/licenses?state=Active", "1 license matches")
    ]
    [InlineData("/activations", "1 activation"), InlineData("/activations?search=ws", "1 activation matches “ws”")]
    public async Task What_a_list_has_found_is_a_status(string path, string said)
    {
        await using var portal = await PortalHost.Start(Samples.Account());
        Assert.Contains(
            $"role=\"status\">{said}</p>",
            WebUtility.HtmlDecode(await portal.Html(path)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/licenses"), InlineData("/activations")]
    public async Task Filters_are_applied_by_a_button_that_everybody_sees(string path)
    {
        await using var portal = await PortalHost.Start(Samples.Account());
        var form = Regex
            .Match(
                await portal.Html(path),
                "<form method=\"get\"[^>]*role=\"search\".*?</form>",
                RegexOptions.Singleline
            )
            .Value;
        Assert.Contains("<button class=\"btn\">Apply</button>", form, StringComparison.Ordinal);
        Assert.DoesNotContain("auto-submit", form, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit-exceeded", "License over its limit"), InlineData("product-withdrawn", "Product not offered")]
    public async Task A_device_on_which_nothing_works_is_not_called_active(string stopped, string badge)
    {
        var device = System.Text.Json.JsonSerializer.SerializeToNode(Samples.Activation("active"))!.AsObject();
        device["stopped"] = stopped;
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Answer("GET /api/activation/activations", Samples.Page(device))
                .Answer($"GET /api/activation/activations/{Samples.ActivationId}", device)
        );
        foreach (
            var page in new[]
            {
                "/activations",
                $"/activations/{Samples.ActivationId}",
                $"/licenses/{Samples.LicenseId}",
            }
        )
            Assert.Contains($"badge bad \">{badge}<", await portal.Html(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_is_read_in_its_own_script_with_its_technical_form_below()
    {
        var domain = new
        {
            id = Samples.ActivationId,
            licenseId = Samples.LicenseId,
            maskedKey = "****-4TLD",
            kind = "domain",
            name = (string?)null,
            status = "active",
            product = new
            {
                id = Guid.NewGuid(),
                slug = "s",
                name = "Studio",
            },
            identifier = "seekarten.xn--mller-kva.example",
            firstSeenAt = Samples.Now,
        };
        await using var portal = await PortalHost.Start(
            Samples.Account().Answer("GET /api/activation/activations", Samples.Page(domain))
        );
        var html = WebUtility.HtmlDecode(await portal.Html("/activations"));
        Assert.Contains("<bdi>seekarten.müller.example</bdi>", html, StringComparison.Ordinal);
        Assert.Contains("title=\"seekarten.xn--mller-kva.example\"", html, StringComparison.Ordinal);
    }
}
