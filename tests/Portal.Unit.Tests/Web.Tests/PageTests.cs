using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests;

public sealed class PageTests
{
    public static TheoryData<string> EveryPage =>
        [
            "/",
            "/licenses",
            "/licenses?state=Active&expiring=30&product=not-a-guid&from=x",
            $"/licenses/{Samples.LicenseId}",
            "/activations",
            "/activations?status=nonsense",
            "/activations?stale=true",
            "/activations/offline",
            $"/activations/{Samples.ActivationId}/deactivate",
            "/activations/deactivate",
            $"/activations/deactivate?ids={Samples.ActivationId}",
            "/downloads",
            "/downloads/links/unknown",
            "/changelog/resonance-studio",
            "/signed-out",
            "/forbidden",
            "/error",
            "/nothing-here",
            "/help",
            "/help?license=****-4TLD&code=SUSPENDED&reference=4bf9",
            "/licenses?attention=any",
            "/licenses?attention=nonsense",
        ];

    [Theory, MemberData(nameof(EveryPage))]
    public async Task A_page_has_a_title_and_one_heading_and_obeys_the_content_security_policy(string path)
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse("GET /api/download/links/unknown", HttpStatusCode.NotFound, "not-found", "Nothing.")
        );
        var html = await portal.Html(path);
        Assert.Matches("<title>.+ · License Portal</title>", html);
        Assert.Single(Regex.Matches(html, "<h1"));
        Assert.DoesNotMatch("<script(?![^>]*src=)|<style|\\sstyle=|\\son[a-z]+=|javascript:", html);
        Assert.Contains("href=\"#main\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_shows_figures_that_lead_to_filtered_lists()
    {
        await using var portal = await PortalHost.Start(Samples.Account());
        var html = await portal.Html("/");
        Assert.Contains("href=\"/licenses?state=Active\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/licenses?expiring=30\"", html, StringComparison.Ordinal);
        Assert.Contains($"/activations?status=Active&amp;license={Samples.LicenseId}", html, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"page\"", html, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(EveryPage))]
    public async Task One_action_of_a_page_stands_out_at_most(string path)
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse("GET /api/download/links/unknown", HttpStatusCode.NotFound, "not-found", "Nothing.")
        );
        Assert.InRange(Regex.Count(await portal.Html(path), "class=\"btn[^\"]* primary"), 0, 1);
    }

    [Fact]
    public async Task A_service_that_is_down_costs_its_section_only()
    {
        var services = Samples.Account().Fail("GET /api/activation/activity", new HttpRequestException("down"));
        await using var portal = await PortalHost.Start(services);
        var response = await portal.Get("/");
        var html = await PortalHost.Text(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("cannot be reached right now", html, StringComparison.Ordinal);
        Assert.Contains("All 5 slots are in use.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_license_that_is_not_there_is_a_404_that_says_so()
    {
        var unknown = Guid.NewGuid();
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse($"GET /api/license/licenses/{unknown}", HttpStatusCode.NotFound, "not-found", "Nothing.")
                .Refuse(
                    $"GET /api/license/licenses/{unknown}/timeline",
                    HttpStatusCode.NotFound,
                    "not-found",
                    "Nothing."
                )
        );
        var response = await portal.Get($"/licenses/{unknown}");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("no such license in your account", await PortalHost.Text(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_are_passed_on_and_kept_in_the_form()
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        var html = await portal.Html("/licenses?search=studio&state=expired&expiring=30");
        Assert.Contains(
            "GET /api/license/licenses?search=studio&state=Expired&expiringDays=30&size=25",
            services.Asked
        );
        Assert.Contains("value=\"studio\"", html, StringComparison.Ordinal);
        Assert.Matches("<option value=\"30\" selected", html);
        Assert.Matches("<option value=\"Expired\" selected", html);
    }

    [Fact]
    public async Task A_view_is_kept_in_every_link_of_the_list_and_can_be_downloaded()
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        var html = await portal.Html("/licenses?search=studio&state=Active&sort=expires");
        Assert.Contains(
            "GET /api/license/licenses?search=studio&state=Active&sort=expires&order=asc&size=25",
            services.Asked
        );
        Assert.Contains(
            "href=\"/licenses?search=studio&amp;state=Active&amp;sort=expires-last\"",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "href=\"/licenses?search=studio&amp;state=Active&amp;sort=product\"",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("aria-sort=\"ascending\"", html, StringComparison.Ordinal);
        Assert.Contains(
            "href=\"/licenses.csv?search=studio&amp;state=Active&amp;sort=expires\"",
            html,
            StringComparison.Ordinal
        );

        var file = await portal.Get("/licenses.csv?search=studio&state=Active&sort=expires");
        Assert.Equal((HttpStatusCode.OK, "\"Product,Edition\""), (file.StatusCode, await PortalHost.Text(file)));
        Assert.Contains(
            "GET /api/license/licenses.csv?search=studio&state=Active&sort=expires&order=asc",
            services.Asked
        );
    }

    [Fact]
    public async Task A_list_that_cannot_be_downloaded_says_so()
    {
        await using var portal = await PortalHost.Start(
            Samples.Account().Fail("GET /api/license/licenses.csv", new HttpRequestException("down"))
        );
        var response = await portal.Get("/licenses.csv");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task The_history_tells_in_words_what_happened()
    {
        string[] actions =
        [
            "issued",
            "assigned",
            "activated",
            "released",
            "suspended",
            "reinstated",
            "renewed",
            "expired",
            "revoked",
            "limit-changed",
            "entitlements-changed",
            "maintenance-changed",
            "key-revealed",
        ];
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Answer(
                    $"GET /api/license/licenses/{Samples.LicenseId}/timeline",
                    new { items = actions.Select(action => new { at = Samples.Now, action }) }
                )
        );
        var html = await portal.Html($"/licenses/{Samples.LicenseId}");
        Assert.Equal(actions.Length, Regex.Count(html, "<li>\\s*<strong>"));
        Assert.All(actions.Where(action => action.Contains('-', StringComparison.Ordinal)), action =>
            Assert.DoesNotContain(action, html, StringComparison.Ordinal)
        );
        Assert.Contains("Suspension ended", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stale_devices_are_a_filter_that_stays_in_every_link_and_the_quota_stands_beside_the_button()
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        var html = await portal.Html("/activations?stale=true");
        Assert.Contains("GET /api/activation/activations?stale=true&size=25", services.Asked);
        Assert.Matches("<option value=\"true\" selected", html);
        Assert.Contains("returnUrl=%2Factivations%3Fstale%3Dtrue", html, StringComparison.Ordinal);
        Assert.Contains("2 of 3 left", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/activations/offline\"", html, StringComparison.Ordinal);
        Assert.Contains(
            "href=\"/activations/offline\"",
            await portal.Html($"/licenses/{Samples.LicenseId}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_empty_list_says_what_to_do()
    {
        await using var portal = await PortalHost.Start(
            Samples.Account().Answer("GET /api/license/licenses", Samples.Page())
        );
        Assert.Contains("No licenses yet", await portal.Html("/licenses"), StringComparison.Ordinal);
        Assert.Contains("No license matches", await portal.Html("/licenses?search=zzz"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_refuses_the_token_leads_to_sign_in_and_back()
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse("GET /api/activation/activations", HttpStatusCode.Unauthorized, "unauthorized", "Sign in.")
        );
        var response = await portal.Get("/activations?kind=domain");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.EndsWith(
            "/signin?ReturnUrl=%2Factivations%3Fkind%3Ddomain",
            response.Headers.Location!.ToString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [
        InlineData("/"),
        InlineData("/licenses"),
        InlineData("/activations/offline"),
        InlineData("/downloads"),
        InlineData("/downloads/links/signed.token")
    ]
    public async Task Pages_are_for_the_signed_in(string path)
    {
        await using var portal = await PortalHost.Start(Samples.Account(), signedIn: false);
        Assert.Equal(HttpStatusCode.Redirect, (await portal.Get(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await portal.Get("/signed-out")).StatusCode);
    }
}
