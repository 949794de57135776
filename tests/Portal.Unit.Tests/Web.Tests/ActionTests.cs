using System.Net;

namespace Portal.Web.Tests;

public sealed class ActionTests
{
    private static readonly string License = $"/licenses/{Samples.LicenseId}",
        Deactivate = $"/activations/{Samples.ActivationId}/deactivate";

    [Fact]
    public async Task The_key_is_shown_on_request_only_and_kept_out_of_caches()
    {
        await using var portal = await PortalHost.Start(Samples.Account());
        Assert.DoesNotContain(Samples.Key, await portal.Html(License), StringComparison.Ordinal);
        var revealed = await portal.Submit(License, "reveal");
        Assert.Contains(Samples.Key, await PortalHost.Text(revealed), StringComparison.Ordinal);
        Assert.True(revealed.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing_and_says_why()
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        var response = await portal.Post(Deactivate, [KeyValuePair.Create("_handler", "confirm")]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("The form has expired", await PortalHost.Text(response), StringComparison.Ordinal);
        Assert.DoesNotContain(services.Asked, asked => asked.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deactivation_asks_first_then_reports_where_it_came_from()
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        Assert.Contains(
            "Deactivate STUDIO-WS-04?",
            await portal.Html($"{Deactivate}?returnUrl={License}"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(services.Asked, asked => asked.StartsWith("POST", StringComparison.Ordinal));

        var done = await portal.Submit($"{Deactivate}?returnUrl={License}", "confirm");
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal($"{License}?deactivated={Samples.ActivationId}", done.Headers.Location!.ToString());

        services.Answer($"GET /api/activation/activations/{Samples.ActivationId}", Samples.Activation("deactivated"));
        Assert.Contains(
            "STUDIO-WS-04 is deactivated.",
            await portal.Html(done.Headers.Location.ToString()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Many_activations_are_ticked_confirmed_once_and_deactivated_in_one_step()
    {
        var services = Samples
            .Account()
            .Answer(
                "POST /api/activation/activations/deactivate",
                new { items = new[] { Samples.Activation("deactivated") } }
            );
        await using var portal = await PortalHost.Start(services);
        Assert.Contains(
            $"name=\"ids\" value=\"{Samples.ActivationId}\"",
            await portal.Html("/activations"),
            StringComparison.Ordinal
        );
        var many =
            $"/activations/deactivate?ids={Samples.ActivationId}&ids={Samples.ActivationId}&returnUrl=/activations?kind=hardware";
        var html = await portal.Html(many);
        Assert.Contains("Deactivate one activation?", html, StringComparison.Ordinal);
        Assert.Contains("1 of 3 used in 365 days", html, StringComparison.Ordinal);
        var done = await portal.Submit(many, "confirm");
        Assert.Equal(
            (HttpStatusCode.SeeOther, "/activations?kind=hardware&freed=1"),
            (done.StatusCode, done.Headers.Location!.ToString())
        );
        Assert.Contains(
            "One activation is deactivated.",
            await portal.Html("/activations?freed=1"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Nothing is selected",
            await portal.Html("/activations/deactivate?ids=nonsense"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refused_deactivation_is_explained_in_place()
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse(
                    $"POST /api/activation/activations/{Samples.ActivationId}/deactivate",
                    HttpStatusCode.Conflict,
                    "activation.quota",
                    "The next deactivation is possible on 1 December."
                )
        );
        var html = await PortalHost.Text(await portal.Submit(Deactivate, "confirm"));
        Assert.Contains("The next deactivation is possible on 1 December.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_confirmation_does_not_lead_to_another_site()
    {
        await using var portal = await PortalHost.Start(Samples.Account());
        var done = await portal.Submit($"{Deactivate}?returnUrl=https://evil.example/", "confirm");
        Assert.StartsWith("/activations?", done.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_makes_a_link_and_follows_it()
    {
        await using var portal = await PortalHost.Start(Samples.Account());
        var made = await portal.Submit("/downloads", "download", ("ArtifactId", Samples.ArtifactId.ToString()));
        Assert.Equal(
            (HttpStatusCode.SeeOther, "/downloads/links/signed.token"),
            (made.StatusCode, made.Headers.Location!.ToString())
        );
        var followed = await portal.Get("/downloads/links/signed.token");
        Assert.Equal(
            (HttpStatusCode.Found, "http://files.example/files/setup.exe"),
            (followed.StatusCode, followed.Headers.Location!.ToString())
        );
    }

    [Fact]
    public async Task A_download_from_the_page_of_a_license_is_asked_for_under_that_license()
    {
        var services = Samples.Account();
        var link = $"POST /api/download/artifacts/{Samples.ArtifactId}/links";
        await using var portal = await PortalHost.Start(
            services.Refuse(
                "GET /api/download/links/old",
                HttpStatusCode.Gone,
                "download.link-expired",
                "Expired.",
                Samples.ArtifactId
            )
        );
        Assert.Contains(
            $"<input type=\"hidden\" name=\"LicenseId\" value=\"{Samples.LicenseId}\"",
            await portal.Html(License),
            StringComparison.Ordinal
        );
        await portal.Submit(
            "/downloads",
            "download",
            ("ArtifactId", Samples.ArtifactId.ToString()),
            ("LicenseId", Samples.LicenseId.ToString())
        );
        await portal.Submit(
            $"/downloads/links/old?license={Samples.LicenseId}",
            "fresh",
            ("ArtifactId", Samples.ArtifactId.ToString())
        );
        await portal.Submit("/downloads", "download", ("ArtifactId", Samples.ArtifactId.ToString()));
        Assert.Equal(
            [$"{link}?licenseId={Samples.LicenseId}", $"{link}?licenseId={Samples.LicenseId}", link],
            services.Asked.Where(asked => asked.StartsWith(link, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task An_expired_link_offers_a_fresh_one()
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse(
                    "GET /api/download/links/old",
                    HttpStatusCode.Gone,
                    "download.link-expired",
                    "Expired.",
                    Samples.ArtifactId
                )
        );
        Assert.Equal(HttpStatusCode.Gone, (await portal.Get("/downloads/links/old")).StatusCode);
        var fresh = await portal.Submit("/downloads/links/old", "fresh", ("ArtifactId", Samples.ArtifactId.ToString()));
        Assert.Equal(
            (HttpStatusCode.SeeOther, "/downloads/links/signed.token"),
            (fresh.StatusCode, fresh.Headers.Location!.ToString())
        );
    }

    [Fact]
    public async Task A_download_button_without_a_file_is_refused_in_place()
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse(
                    $"POST /api/download/artifacts/{Guid.Empty}/links",
                    HttpStatusCode.NotFound,
                    "not-found",
                    "Nothing."
                )
        );
        var html = await PortalHost.Text(await portal.Submit("/downloads", "download"));
        Assert.Contains("This file is no longer available to you.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diagnostics_show_the_verdict_and_every_rule()
    {
        await using var portal = await PortalHost.Start(Samples.Account());
        var html = await PortalHost.Text(
            await portal.Submit(
                License,
                "diagnose",
                ("Form.Device", Samples.ActivationId.ToString()),
                ("Form.Version", "5.2.1")
            )
        );
        Assert.Contains("Not activated on this device", html, StringComparison.Ordinal);
        Assert.Contains("The key is known", html, StringComparison.Ordinal);
        Assert.Contains("Never activated.", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dark", "dark"), InlineData("<script>", "system")]
    public async Task The_theme_is_kept_and_anything_else_is_the_system_one(string sent, string kept)
    {
        await using var portal = await PortalHost.Start(Samples.Account(), signedIn: false);
        var response = await portal.Post(
            "/theme",
            [KeyValuePair.Create("theme", sent), KeyValuePair.Create("returnUrl", "//evil.example")]
        );
        Assert.Equal("/", response.Headers.Location!.ToString());
        Assert.Contains($"data-theme=\"{kept}\"", await portal.Html("/signed-out"), StringComparison.Ordinal);
    }
}
