using System.Net;
using System.Text.RegularExpressions;
using Portal.Web.Design;

namespace Portal.Web.Tests;

public sealed class SupportTests
{
    private const string Support = "https://vendor.example/support";

    [Theory]
    [InlineData(
        "https://vendor.example/support#form",
        "https://vendor.example/support?license=%2A%2A%2A%2A-4TLD&code=SUSPENDED&reference=4bf9#form"
    )]
    [InlineData(
        "mailto:help@vendor.example",
        "mailto:help@vendor.example?subject=License%20%2A%2A%2A%2A-4TLD%20SUSPENDED&body=Reference%3A%204bf9"
    )]
    [
        InlineData("javascript:alert(1)", null),
        InlineData("/support", null),
        InlineData("", null),
        InlineData(null, null)
    ]
    public void The_support_address_is_filled_in_or_none(string? address, string? link) =>
        Assert.Equal(
            link?.Replace("%2A", "*", StringComparison.Ordinal),
            SupportLink.Of(address, "****-4TLD", "SUSPENDED", "4bf9")?.Replace("%2A", "*", StringComparison.Ordinal)
        );

    [Fact]
    public void Without_anything_to_fill_in_it_is_the_address() => Assert.Equal(Support, SupportLink.Of(Support));

    [Theory]
    [
        InlineData("/nothing-here", HttpStatusCode.NotFound),
        InlineData("/forbidden", HttpStatusCode.OK),
        InlineData("/error", HttpStatusCode.OK)
    ]
    public async Task An_error_page_keeps_the_navigation_shows_a_reference_and_leads_to_support_with_it(
        string path,
        HttpStatusCode status
    )
    {
        await using var portal = await PortalHost.Start(Samples.Account(), support: Support);
        var response = await portal.Get(path);
        var html = await PortalHost.Text(response);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains("aria-label=\"Main\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/licenses\"", html, StringComparison.Ordinal);
        var reference = Regex.Match(html, "this reference: <code>([^<]+)</code>").Groups[1].Value;
        Assert.NotEmpty(reference);
        Assert.Contains(
            $"href=\"{Support}?reference={Uri.EscapeDataString(reference)}\"",
            html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_license_that_is_not_there_shows_a_reference_and_support()
    {
        var unknown = Guid.NewGuid();
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse($"GET /api/license/licenses/{unknown}", HttpStatusCode.NotFound, "not-found", "Nothing."),
            support: Support
        );
        var html = await portal.Html($"/licenses/{unknown}");
        Assert.Contains("this reference: <code>", html, StringComparison.Ordinal);
        Assert.Contains($"{Support}?reference=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_signed_in_sees_no_navigation_of_the_portal()
    {
        await using var portal = await PortalHost.Start(Samples.Account(), signedIn: false, support: Support);
        var html = await portal.Html("/forbidden");
        Assert.DoesNotContain("aria-label=\"Main\"", html, StringComparison.Ordinal);
        Assert.Contains($"{Support}?reference=", html, StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData(Support, Support),
        InlineData("mailto:help@vendor.example", "mailto:help@vendor.example"),
        InlineData(null, "/help"),
        InlineData("javascript:x", "/help")
    ]
    public async Task The_navigation_leads_to_help_on_every_page(string? address, string href)
    {
        await using var portal = await PortalHost.Start(Samples.Account(), support: address);
        foreach (var path in new[] { "/", "/licenses", "/activations", "/downloads", "/nothing-here" })
            Assert.Matches(
                $"<a [^>]*href=\"{Regex.Escape(href)}\"[^>]*>.*?<span>Get help</span>",
                (await portal.Html(path)).Split("<nav class=\"nav\"")[1].Split("</nav>")[0].ReplaceLineEndings(" ")
            );
    }

    [Fact]
    public async Task A_license_leads_to_the_support_of_its_product()
    {
        var license = new
        {
            id = Samples.LicenseId,
            maskedKey = "****-4TLD",
            product = new { slug = "studio", name = "Studio" },
            state = "suspended",
            attention = new[] { "suspended" },
            supportUrl = "https://studio.example/help",
        };
        await using var portal = await PortalHost.Start(
            Samples.Account().Answer($"GET /api/license/licenses/{Samples.LicenseId}", Samples.Detail(license)),
            support: Support
        );
        Assert.Matches(
            "href=\"https://studio.example/help\\?license=[^\"]+4TLD&amp;code=SUSPENDED&amp;reference=[^\"]+\"",
            await portal.Html($"/licenses/{Samples.LicenseId}")
        );
    }

    [Fact]
    public async Task The_page_for_help_lists_whom_to_ask_for_each_product_with_what_they_have_to_know()
    {
        var product = new
        {
            id = Guid.NewGuid(),
            name = "Studio",
            supportUrl = "https://studio.example/help",
            documentationUrl = "https://docs.example/studio",
        };
        await using var portal = await PortalHost.Start(
            Samples.Account().Answer("GET /api/license/products", new { items = new[] { product } })
        );
        var html = await portal.Html("/help?license=****-4TLD&code=SUSPENDED&reference=4bf9");
        Assert.Matches(
            "href=\"https://studio.example/help\\?license=[^\"]+4TLD&amp;code=SUSPENDED&amp;reference=4bf9\"",
            html
        );
        Assert.Contains("https://docs.example/studio", html, StringComparison.Ordinal);
    }
}
