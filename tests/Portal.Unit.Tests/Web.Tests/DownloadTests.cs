using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests;

/// <summary>Files as the pages offer them: on Downloads, and those of one license.</summary>
public sealed class DownloadTests
{
    private const string ForThisComputer = "For this computer";
    private static readonly string License = $"/licenses/{Samples.LicenseId}";
    private static readonly object Stable = Samples.Release(
            "5.0.0",
            "stable",
            ["windows-arm64", "windows-x64", "linux-x64"]
        ),
        Beta = Samples.Release("5.1.0-beta.2", "beta", ["windows-x64"]);

    [Fact]
    public async Task Downloads_lead_with_the_newest_stable_version_and_mark_one_file_a_product()
    {
        await using var portal = await PortalHost.Start(
            Listing(Beta, Stable, Samples.Release("4.2.1", "hotfix", ["windows-x64"]))
        );
        var html = await portal.Html("/downloads");
        Assert.Contains("5.0.0", html, StringComparison.Ordinal);
        Assert.DoesNotContain("5.1.0-beta.2", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, ForThisComputer));
        Assert.Matches("btn primary(?s:.)*?Download for Windows(?s:.)*?setup-5.0.0-windows-x64", html);
        Assert.Single(Regex.Matches(html, "btn primary"));
    }

    [Fact]
    public async Task A_browser_is_asked_for_its_architecture_and_gets_the_file_for_it()
    {
        await using var portal = await PortalHost.Start(Listing(Stable));
        var first = await portal.Get("/");
        Assert.Equal(["Sec-CH-UA-Arch, Sec-CH-UA-Bitness"], first.Headers.GetValues("Accept-CH"));
        var html = await PortalHost.Text(
            await portal.Get("/downloads", ("Sec-CH-UA-Arch", "\"arm\""), ("Sec-CH-UA-Bitness", "\"64\""))
        );
        Assert.Matches("btn primary(?s:.)*?setup-5.0.0-windows-arm64", html);
        Assert.Contains("This computer (Windows, Arm)", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pre_releases_are_a_choice_that_is_remembered()
    {
        await using var portal = await PortalHost.Start(Listing(Beta, Stable));
        var chosen = await portal.Submit("/downloads", "show", ("channel", "beta"), ("computer", ""));
        Assert.Equal((HttpStatusCode.SeeOther, "/downloads"), (chosen.StatusCode, chosen.Headers.Location!.ToString()));

        var html = await portal.Html("/downloads");
        Assert.Matches("5\\.0\\.0(?s:.)*5\\.1\\.0-beta\\.2", html);
        Assert.Matches("<option value=\"beta\" selected", html);
        Assert.Single(Regex.Matches(html, ForThisComputer));
        Assert.Contains("/changelog/resonance-studio?pre-releases=true", html, StringComparison.Ordinal);

        await portal.Submit("/downloads", "show", ("channel", "<script>"), ("computer", "<script>"));
        Assert.DoesNotContain("5.1.0-beta.2", await portal.Html("/downloads"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_computer_can_be_chosen_and_stays_chosen_on_the_license_too()
    {
        await using var portal = await PortalHost.Start(Listing(Stable).Answer(ReleasesOf(), Offer([Stable])));
        await portal.Submit("/downloads", "show", ("channel", ""), ("computer", "linux-x64"));
        var html = await portal.Html("/downloads");
        Assert.DoesNotContain(ForThisComputer, html, StringComparison.Ordinal);
        Assert.Contains("Download for Linux", html, StringComparison.Ordinal);
        Assert.Contains("5.0.0 for Linux", await portal.Html(License), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_computer_that_the_newest_version_has_no_file_for_is_led_to_the_newest_that_has_one()
    {
        await using var portal = await PortalHost.Start(
            Listing(
                Samples.Release("3.0.0", "stable", ["linux-x64"]),
                Samples.Release("2.7.3", "hotfix", ["windows-x64"])
            )
        );
        var html = await portal.Html("/downloads");
        Assert.Contains("is the newest version for Windows, x64.", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, ForThisComputer));
    }

    [Fact]
    public async Task What_came_after_the_end_of_updates_is_named_and_not_offered()
    {
        var notCovered = new
        {
            version = "6.0.0",
            releasedAt = Samples.Now.AddDays(-4),
            updatesEndedAt = Samples.Now.AddDays(-35),
        };
        await using var portal = await PortalHost.Start(
            ListingWith(notCovered, Stable).Answer(ReleasesOf(), Offer([Stable], notCovered: notCovered))
        );
        Assert.Matches(
            "6\\.0\\.0</strong> was released on <time[^>]*>[^<]*</time>,\\s+after your updates ended on(?s:.)*5\\.0\\.0 stays yours",
            await portal.Html("/downloads")
        );
        Assert.Matches(
            "6\\.0\\.0</strong>(?s:.)*after your updates ended on(?s:.)*https://vendor.example/renew",
            await portal.Html(License)
        );
    }

    [Fact]
    public async Task What_is_above_the_allowed_major_version_says_so()
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Answer(
                    ReleasesOf(),
                    Offer(
                        [Stable],
                        notCovered: new
                        {
                            version = "6.0.0",
                            releasedAt = Samples.Now,
                            maxMajorVersion = 5,
                        }
                    )
                )
        );
        Assert.Contains("your license is for versions up to 5.x", await portal.Html(License), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_license_offers_the_one_file_for_this_computer()
    {
        var services = Samples.Account().Answer(ReleasesOf(), Offer([Beta, Stable]));
        await using var portal = await PortalHost.Start(services);
        var card = Card(await portal.Html(License));
        Assert.Contains("5.0.0 for Windows", card, StringComparison.Ordinal);
        Assert.DoesNotContain("beta", card, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(card, "name=\"ArtifactId\""));
        Assert.Contains("href=\"/downloads#resonance-studio\"", card, StringComparison.Ordinal);
        Assert.DoesNotContain(services.Asked, asked =>
            asked.EndsWith("/api/download/products", StringComparison.Ordinal)
        );
    }

    [Theory]
    [
        InlineData("SUSPENDED", "Not available while suspended"),
        InlineData("REVOKED", "cannot be downloaded again"),
        InlineData("EXPIRED", "https://vendor.example/renew")
    ]
    [
        InlineData("NOT_ACTIVATED", "after the first activation"),
        InlineData("NOT_ASSIGNED", "Nobody owns this license yet"),
        InlineData("PRODUCT_INACTIVE", "is no longer offered"),
        InlineData("SOMETHING_NEW", "In words.")
    ]
    public async Task A_license_that_gives_no_files_says_why(string code, string said)
    {
        await using var portal = await PortalHost.Start(
            Samples.Account().Answer(ReleasesOf(), Offer([], new { code, detail = "In words." }))
        );
        var card = Card(await portal.Html(License));
        Assert.Contains(said, card, StringComparison.Ordinal);
        Assert.DoesNotContain("ArtifactId", card, StringComparison.Ordinal);
        Assert.DoesNotContain(code, card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_license_that_Download_does_not_know_yet_asks_for_a_minute()
    {
        await using var portal = await PortalHost.Start(
            Samples.Account().Refuse(ReleasesOf(), HttpStatusCode.NotFound, "not-found", "Nothing.")
        );
        Assert.Contains("appear here in a minute", Card(await portal.Html(License)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_changelog_is_open_and_shows_pre_releases_where_asked_only()
    {
        var services = Samples
            .Account()
            .Answer(
                "GET /api/download/changelogs/resonance-studio",
                new
                {
                    slug = "resonance-studio",
                    name = "Resonance Studio",
                    hasPreReleases = true,
                    items = new[]
                    {
                        new
                        {
                            version = "5.0.0",
                            channel = "stable",
                            releasedAt = Samples.Now,
                            notes = "Faster.\nAnd smaller.",
                        },
                    },
                }
            );
        await using var portal = await PortalHost.Start(services, signedIn: false);
        var html = await portal.Html("/changelog/resonance-studio");
        Assert.Contains("And smaller.", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/changelog/resonance-studio?pre-releases=true\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/signin?returnUrl=%2F\"", html, StringComparison.Ordinal);

        Assert.Contains(
            "Hide pre-releases",
            await portal.Html("/changelog/resonance-studio?pre-releases=true"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [
                "GET /api/download/changelogs/resonance-studio",
                "GET /api/download/changelogs/resonance-studio?preReleases=true",
            ],
            services.Asked
        );
    }

    [Theory]
    [InlineData(true, HttpStatusCode.NotFound), InlineData(false, HttpStatusCode.Redirect)]
    public async Task A_changelog_that_is_not_for_everybody_asks_to_sign_in_and_is_then_there_or_not(
        bool signedIn,
        HttpStatusCode status
    )
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse("GET /api/download/changelogs/secret", HttpStatusCode.NotFound, "not-found", "Nothing."),
            signedIn
        );
        Assert.Equal(status, (await portal.Get("/changelog/secret")).StatusCode);
    }

    private static string ReleasesOf() => $"GET /api/download/licenses/{Samples.LicenseId}/releases";

    private static object Offer(object[] releases, object? refusal = null, object? notCovered = null) =>
        new
        {
            refusal,
            releases,
            notCovered,
        };

    private static CannedServices Listing(params object[] releases) => ListingWith(null, releases);

    private static CannedServices ListingWith(object? notCovered, params object[] releases) =>
        Samples
            .Account()
            .Answer(
                "GET /api/download/products",
                new
                {
                    products = new[]
                    {
                        new
                        {
                            id = Guid.NewGuid(),
                            slug = "resonance-studio",
                            name = "Resonance Studio",
                            releases,
                            notCovered,
                        },
                    },
                }
            );

    private static string Card(string html) =>
        Regex.Match(html, "<section class=\"card\" id=\"downloads\".*?</section>", RegexOptions.Singleline).Value;
}
