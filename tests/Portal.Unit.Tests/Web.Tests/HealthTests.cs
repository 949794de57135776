using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests;

public sealed partial class HealthTests
{
    private const string Support = "https://vendor.example/support?from=portal";

    [Theory]
    [
        InlineData("bad", "Suspended", "suspended"),
        InlineData("bad", "Expired", "expired"),
        InlineData("bad", "Revoked", "revoked")
    ]
    [InlineData("bad", "Over its limit", "limit-exceeded"), InlineData("bad", "Not offered", "product-withdrawn")]
    [
        InlineData("warn", "In grace", "in-grace"),
        InlineData("warn", "Expiring", "expiring", "limit-reached"),
        InlineData("warn", "No free slot", "limit-reached")
    ]
    [
        InlineData("warn", "Updates ending", "maintenance-ending"),
        InlineData("warn", "Updates ended", "maintenance-ended")
    ]
    [InlineData("warn", "Not activated", "not-activated"), InlineData("ok", "Active")]
    public async Task License_page_lists_and_dashboard_say_the_same(
        string tone,
        string badge,
        params string[] attention
    )
    {
        var license = Samples.LicenseWith(attention);
        await using var portal = await PortalHost.Start(
            Account(license).Answer($"GET /api/license/licenses/{Samples.LicenseId}", Samples.Detail(license))
        );
        var page = await portal.Html($"/licenses/{Samples.LicenseId}");
        Assert.Contains($"<section class=\"truth {tone}\"", page, StringComparison.Ordinal);
        Assert.Contains(
            $"<span class=\"badge {tone} \">{badge}</span>",
            await portal.Html("/licenses"),
            StringComparison.Ordinal
        );
        var dashboard = await portal.Html("/");
        Assert.Contains($"<span class=\"badge {tone} \">{badge}</span>", dashboard, StringComparison.Ordinal);
        if (tone != "ok" && attention[0] is not ("not-activated" or "revoked"))
            Assert.Contains(Plain(Truth().Match(page).Groups[1].Value), Plain(dashboard), StringComparison.Ordinal);
        Assert.Single(
            Regex.Matches(page[..page.IndexOf("id=\"activations\"", StringComparison.Ordinal)], "btn primary")
        );
    }

    [Fact]
    public async Task The_end_of_the_calendar_is_never_on_every_page()
    {
        var license = Samples.LicenseWith();
        await using var portal = await PortalHost.Start(
            Account(license).Answer($"GET /api/license/licenses/{Samples.LicenseId}", Samples.Detail(license))
        );
        foreach (var path in new[] { "/", "/licenses", $"/licenses/{Samples.LicenseId}" })
            Assert.DoesNotContain("9999", await portal.Html(path), StringComparison.Ordinal);
        Assert.Contains("<span class=\"muted\">Never</span>", await portal.Html("/licenses"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_shows_what_can_be_prevented_first_the_exact_count_and_the_way_to_all_of_it()
    {
        var items = new[] { "expiring", "limit-reached", "suspended" }.Select(reason => new
        {
            license = Samples.LicenseWith(reason),
        });
        var blocked = new
        {
            items = new[] { Blocked() },
            total = 3,
            licenses = new[] { new { licenseId = Samples.LicenseId, count = 3 } },
        };
        var services = Samples
            .Account()
            .Answer("GET /api/activation/attention", blocked)
            .Answer("GET /api/license/summary", Summary(items, needAttention: 40, past: 6, notActivated: 7));
        await using var portal = await PortalHost.Start(services);
        var html = await portal.Html("/");
        Assert.Contains(">43 items<", html, StringComparison.Ordinal);
        var order = new[]
        {
            "Act before it stops",
            "Expires on",
            "All 5 slots are in use.",
            "Already stopped",
            "STUDIO-WS-04",
            "Suspended: Payment",
        };
        Assert.Equal(
            order.Select(text => html.IndexOf(text, StringComparison.Ordinal)).Order(),
            order.Select(text => html.IndexOf(text, StringComparison.Ordinal))
        );
        Assert.All(
            new[]
            {
                "/licenses?attention=any\">All 40 licenses",
                "/activations?status=Blocked\">3 blocked devices",
                "/licenses?state=Assigned\">7 not activated",
                "/licenses?attention=past\">6 ended",
            },
            link => Assert.Contains(link, html, StringComparison.Ordinal)
        );
    }

    [Theory]
    [
        InlineData("expiring", "https://vendor.example/renew", "Renew"),
        InlineData("in-grace", "https://vendor.example/renew", "Renew")
    ]
    [
        InlineData("maintenance-ending", "https://vendor.example/renew", "Renew"),
        InlineData("expired", "https://vendor.example/renew", "Renew")
    ]
    [
        InlineData("limit-reached", "/activations?status=Active&amp;license=", "Free a slot"),
        InlineData("limit-exceeded", "/activations?status=Active&amp;license=", "Free a slot")
    ]
    [InlineData(
        "suspended",
        "https://vendor.example/support?from=portal&amp;license=****-4TLD&amp;code=SUSPENDED&amp;reference=",
        "Contact support"
    )]
    [InlineData(
        "product-withdrawn",
        "https://vendor.example/support?from=portal&amp;license=****-4TLD&amp;code=PRODUCT_INACTIVE&amp;reference=",
        "Contact support"
    )]
    public async Task What_needs_attention_comes_with_what_helps(string reason, string href, string text)
    {
        var services = Samples
            .Account()
            .Answer("GET /api/license/summary", Summary([new { license = Samples.LicenseWith(reason) }], 1));
        await using var portal = await PortalHost.Start(services, support: Support);
        var buttons = Buttons().Matches((await portal.Html("/")).Split("id=\"health\"")[1].Split("</section>")[0]);
        var button = Assert.Single(buttons).Groups[1].Value.Replace("%2A", "*", StringComparison.Ordinal);
        Assert.Contains($"href=\"{href}", button, StringComparison.Ordinal);
        Assert.Contains($"aria-label=\"{text}: ", button, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_renewal_page_the_way_leads_to_support_and_without_that_to_the_portals_own_page()
    {
        var license = new
        {
            Samples.LicenseId,
            product = new { slug = "studio", name = "Studio" },
            maskedKey = "****-4TLD",
            state = "expired",
            attention = new[] { "expired" },
            renewalUrl = "javascript:alert(1)",
        };
        var services = Samples.Account().Answer("GET /api/license/summary", Summary([new { license }], 1));
        await using var portal = await PortalHost.Start(services);
        var html = await portal.Html("/");
        Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
        Assert.Matches("href=\"/help\\?license=[^\"]+4TLD&amp;code=EXPIRED&amp;reference=[^\"]+\"", html);
    }

    [Fact]
    public async Task Each_kind_of_attention_is_a_list()
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        await portal.Html("/licenses?attention=any");
        Assert.Contains("GET /api/license/licenses?attention=any&size=25", services.Asked);
        await portal.Html("/licenses?attention=nonsense");
        Assert.Contains("GET /api/license/licenses?size=25", services.Asked);
        Assert.Contains("name=\"attention\"", await portal.Html("/licenses"), StringComparison.Ordinal);
        var devices = await portal.Get("/licenses?attention=blocked-device");
        Assert.Equal(
            (HttpStatusCode.Redirect, "/activations?status=Blocked"),
            (devices.StatusCode, devices.Headers.Location!.ToString())
        );
    }

    [Theory]
    [
        InlineData("expired", "License expired"),
        InlineData("suspended", "License suspended"),
        InlineData("revoked", "License revoked"),
        InlineData("blocked", "Blocked")
    ]
    public async Task A_device_that_the_software_refuses_is_not_called_active(string status, string words)
    {
        await using var portal = await PortalHost.Start(
            Samples.Account().Answer("GET /api/activation/activations", Samples.Page(Samples.Activation(status)))
        );
        Assert.Contains(
            $"<span class=\"badge bad \">{words}</span>",
            await portal.Html("/activations"),
            StringComparison.Ordinal
        );
    }

    private static CannedServices Account(object license) =>
        Samples
            .Account()
            .Answer("GET /api/license/licenses", Samples.Page(license))
            .Answer("GET /api/license/summary", Summary([new { license }], 1));

    private static object Summary(
        IEnumerable<object> attention,
        int needAttention,
        int past = 0,
        int notActivated = 0
    ) =>
        new
        {
            total = 60,
            active = 1,
            usedSlots = 1,
            slots = 1,
            unlimited = 0,
            expiringSoon = 0,
            attention,
            needAttention,
            past,
            notActivated,
        };

    private static object Blocked() =>
        new
        {
            id = Samples.ActivationId,
            licenseId = Samples.LicenseId,
            maskedKey = "****-4TLD",
            product = new { slug = "studio", name = "Studio" },
            kind = "hardware",
            name = "STUDIO-WS-04",
            identifier = Samples.Identifier,
            status = "blocked",
            firstSeenAt = Samples.Now,
            blockedAt = Samples.Now.AddDays(-1),
        };

    private static string Plain(string html) => Spaces().Replace(Tags().Replace(html, " "), " ").Trim();

    [GeneratedRegex("<h2 id=\"truth\">(.*?)</h2>", RegexOptions.Singleline)]
    private static partial Regex Truth();

    [GeneratedRegex("(<a class=\"btn small\".*?)</a>", RegexOptions.Singleline)]
    private static partial Regex Buttons();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
