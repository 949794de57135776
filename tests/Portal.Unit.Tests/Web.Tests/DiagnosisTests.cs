using System.Net;
using System.Text.RegularExpressions;
using Portal.Web.Clients;

namespace Portal.Web.Tests;

public sealed class DiagnosisTests
{
    private const string EnterTheKey = "Enter the key in the software there to activate it.";
    private static readonly string License = $"/licenses/{Samples.LicenseId}";
    private static readonly Guid Member = Guid.Parse("0192f0c1-0000-7000-8000-0000000000aa");

    [Fact]
    public async Task A_full_license_offers_to_free_a_slot_and_comes_back_to_check_again()
    {
        await using var portal = await PortalHost.Start(Full(quotaUsed: 1));
        var html = await PortalHost.Text(
            await portal.Submit(License, "diagnose", ("Form.Identifier", "new laptop/77"), ("Form.Version", "5.2.1"))
        );
        Assert.Contains("No free slot: 5 of 5 in use", html, StringComparison.Ordinal);
        Assert.DoesNotContain("nter the key", html, StringComparison.Ordinal);
        var link = WebUtility.HtmlDecode(
            Regex.Match(html, "href=\"([^\"]+)\" aria-label=\"Free this slot: STUDIO-WS-04\"").Groups[1].Value
        );

        var freed = await portal.Submit(link, "confirm");
        Assert.Equal(HttpStatusCode.SeeOther, freed.StatusCode);
        Assert.Equal(
            $"{License}?check=new%20laptop%2F77&version=5.2.1&deactivated={Samples.ActivationId}",
            freed.Headers.Location!.OriginalString
        );
        var again = await portal.Html(freed.Headers.Location.OriginalString);
        Assert.Contains("Checked: <bdi>new laptop/77</bdi>", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_more_may_be_freed_no_button_pretends_so()
    {
        await using var portal = await PortalHost.Start(Full(quotaUsed: 3));
        var html = await portal.Html($"{License}?check=new-laptop");
        Assert.Contains("All 3 remote deactivations are used.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Free this slot", html, StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData(true, "VALID"),
        InlineData(false, "ACTIVATION_LIMIT_REACHED"),
        InlineData(false, "SUSPENDED"),
        InlineData(false, "activation.wrong-kind")
    ]
    public void The_key_is_to_be_entered_only_where_activating_is_allowed(bool allowed, string code)
    {
        var diagnosis = new Diagnosis(false, "NOT_ACTIVATED", "Not activated on this device.", [])
        {
            Activating = new(allowed, code, "Why.", allowed ? 4 : 5, 5),
        };
        Assert.Equal(allowed, DiagnosisText.Advice(diagnosis)?.Contains(EnterTheKey, StringComparison.Ordinal) is true);
    }

    [Theory]
    [InlineData("customer", true, "by Łucja Wiśniewska"), InlineData("customer", false, "by someone in your account")]
    [
        InlineData("vendor", false, "by the vendor"),
        InlineData("schedule", false, "automatically"),
        InlineData("program", false, "by the software")
    ]
    public async Task Who_deactivated_the_device_is_said_by_name(string by, bool isKnown, string words)
    {
        var services = Samples
            .Account()
            .Answer(
                "POST /api/activation/diagnostics",
                new
                {
                    valid = false,
                    code = "NOT_ACTIVATED",
                    detail = "Not activated on this device.",
                    rules = Array.Empty<object>(),
                    deactivated = new
                    {
                        at = Samples.Now.AddDays(-3),
                        by,
                        userId = by == "customer" ? Member : (Guid?)null,
                    },
                }
            );
        if (isKnown)
            services.Answer(
                "GET /api/identity/names",
                new { items = new[] { new { id = Member, displayName = "Łucja Wiśniewska" } } }
            );
        await using var portal = await PortalHost.Start(services);
        var html = WebUtility.HtmlDecode(
            await PortalHost.Text(
                await portal.Submit(License, "diagnose", ("Form.Device", Samples.ActivationId.ToString()))
            )
        );
        Assert.Contains($"<bdi>{words}", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_devices_come_first_and_by_name()
    {
        await using var portal = await PortalHost.Start(Samples.Account());
        var options = Regex
            .Matches(
                Regex
                    .Match(await portal.Html(License), "<select id=\"device\".*?</select>", RegexOptions.Singleline)
                    .Value,
                ">([^<>]+)</option>"
            )
            .Select(option => option.Groups[1].Value);
        Assert.Equal(["STUDIO-WS-04", "Another device"], options);
    }

    [Theory]
    [InlineData("typed", "", true), InlineData("typed", "typed", false), InlineData("", "", false)]
    public async Task A_device_that_is_chosen_afterwards_wins_over_what_was_left_in_the_field(
        string identifier,
        string last,
        bool asksForIdentifier
    )
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        var page = await portal.Html(License);
        var token = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        (string Name, string Value)[] fields =
        [
            ("_handler", "diagnose"),
            ("__RequestVerificationToken", token),
            ("Form.Device", Samples.ActivationId.ToString()),
            ("Form.Identifier", identifier),
            ("Form.Last", last),
        ];
        var html = await PortalHost.Text(
            await portal.Post(License, fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))
        );
        Assert.Equal(asksForIdentifier, html.Contains("Checked: <bdi>typed</bdi>", StringComparison.Ordinal));
        Assert.Contains("id=\"diagnosis-title\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_failed_or_is_worth_knowing_stands_outside_the_fold()
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Answer(
                    "POST /api/activation/diagnostics",
                    new
                    {
                        valid = false,
                        code = "SUSPENDED",
                        detail = "Suspended on 2026-11-01.",
                        rules = new object[]
                        {
                            new { code = "NOT_FOUND", outcome = "passed" },
                            new
                            {
                                code = "SUSPENDED",
                                outcome = "failed",
                                detail = "Suspended on 2026-11-01.",
                            },
                            new
                            {
                                code = "IDENTIFIER_BLOCKED",
                                outcome = "failed",
                                detail = "This device is blocked.",
                            },
                            new
                            {
                                code = "VERSION_NOT_COVERED",
                                outcome = "notChecked",
                                detail = "It is not known when 9.9.9 was released.",
                            },
                            new
                            {
                                code = "ENTITLEMENTS_MISSING",
                                outcome = "notChecked",
                                detail = "No features were asked for.",
                            },
                        },
                    }
                )
        );
        var html = await PortalHost.Text(
            await portal.Submit(
                License,
                "diagnose",
                ("Form.Device", Samples.ActivationId.ToString()),
                ("Form.Version", "9.9.9")
            )
        );
        var result = html[html.IndexOf("diagnosis-title", StringComparison.Ordinal)..];
        var (shown, folded) = (
            result[..result.IndexOf("<details", StringComparison.Ordinal)],
            result[result.IndexOf("<details", StringComparison.Ordinal)..]
        );
        Assert.Contains("This device is blocked.", shown, StringComparison.Ordinal);
        Assert.Contains("It is not known when 9.9.9 was released.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("The key is known", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("No features were asked for.", shown, StringComparison.Ordinal);
        Assert.Contains("1 check passed, 2 failed, 2 not checked", folded, StringComparison.Ordinal);
        Assert.Contains("No features were asked for.", folded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_none_is_refused_in_place()
    {
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse(
                    "POST /api/activation/diagnostics",
                    HttpStatusCode.UnprocessableEntity,
                    "activation.version-invalid",
                    "This is not a version."
                )
        );
        var html = await PortalHost.Text(
            await portal.Submit(
                License,
                "diagnose",
                ("Form.Device", Samples.ActivationId.ToString()),
                ("Form.Version", "latest")
            )
        );
        Assert.Contains("This is not a version.", html, StringComparison.Ordinal);
        Assert.Contains("value=\"latest\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_of_nothing_asks_for_a_device()
    {
        var services = Samples.Account();
        await using var portal = await PortalHost.Start(services);
        var html = await PortalHost.Text(await portal.Submit(License, "diagnose"));
        Assert.Contains("Choose a device, or enter its name or identifier.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("POST /api/activation/diagnostics", services.Asked);
    }

    private static CannedServices Full(int quotaUsed) =>
        Samples
            .Account()
            .Answer(
                "POST /api/activation/diagnostics",
                new
                {
                    valid = false,
                    code = "NOT_ACTIVATED",
                    detail = "Not activated on this device.",
                    rules = Array.Empty<object>(),
                    activating = new
                    {
                        allowed = false,
                        code = "ACTIVATION_LIMIT_REACHED",
                        detail = "5 of 5 slots are in use.",
                        usedSlots = 5,
                        activationLimit = 5,
                    },
                    freeable = new[] { Samples.Activation("active") },
                    quota = new
                    {
                        used = quotaUsed,
                        limit = 3,
                        periodDays = 365,
                        resetsAt = Samples.Now.AddDays(40),
                    },
                }
            );
}
