using System.Net;
using Portal.Web.Clients;

namespace Portal.Web.Tests;

public sealed class HistoryTests
{
    private static readonly Guid Member = Guid.Parse("0192f0c1-0000-7000-8000-0000000000aa");
    private static readonly string License = $"/licenses/{Samples.LicenseId}",
        Device = $"/activations/{Samples.ActivationId}";

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(7)]
    public void Page_by_page_two_histories_are_one_in_order(int size)
    {
        // Every third instant in both services, and one row twice at one instant.
        var ours = Enumerable.Range(0, 20).Select(at => Entry(at, id: at)).Append(Entry(7, id: 7)).ToList();
        var theirs = Enumerable.Range(0, 20).Where(at => at % 3 == 0).Select(at => Entry(at, id: 100 + at)).ToList();
        var whole = ours.Concat(theirs)
            .OrderByDescending(entry => entry.At)
            .ThenByDescending(entry => entry.Id)
            .Select(entry => entry.Cursor)
            .ToList();

        var (read, cursor) = (new List<string?>(), (string?)null);
        do
        {
            (var items, cursor) = History.Merge([Part(ours, cursor, size), Part(theirs, cursor, size)], size);
            read.AddRange(items.Select(entry => entry.Cursor));
        } while (cursor is not null);
        Assert.Equal(whole, read);
    }

    [Fact]
    public async Task The_history_of_a_license_and_of_its_devices_is_one()
    {
        await using var portal = await PortalHost.Start(Account());
        foreach (var page in new[] { License, $"{License}/history" })
        {
            var html = WebUtility.HtmlDecode(await portal.Html(page));
            string[] inOrder =
            [
                "Key revealed",
                "By Anna Lindqvist",
                "Downloaded",
                "setup.exe, version 5.2.1",
                "Deactivated: <bdi>STUDIO-WS-04</bdi>",
                "By Łucja Wiśniewska",
                "Activation refused: <bdi>new-laptop</bdi>",
                "No slot was free.",
                "License file issued: <bdi>STUDIO-WS-04</bdi>",
                "Activated: <bdi>STUDIO-WS-04</bdi>",
                "Renewed until",
                "License imported",
                "License issued",
            ];
            var rest = html;
            foreach (var words in inOrder)
            {
                Assert.Contains(words, rest);
                rest = rest[(rest.IndexOf(words, StringComparison.Ordinal) + words.Length)..];
            }
        }
    }

    [Fact]
    public async Task Older_entries_are_a_page_away()
    {
        var services = Account()
            .Answer(
                $"GET /api/activation/licenses/{Samples.LicenseId}/history",
                new
                {
                    items = new[]
                    {
                        new
                        {
                            id = Guid.NewGuid(),
                            at = Samples.Now.AddDays(-500),
                            action = "activated",
                            by = "program",
                            device = "old",
                            cursor = "the-cursor",
                        },
                    },
                    next = "the-cursor",
                }
            );
        await using var portal = await PortalHost.Start(services);
        Assert.Contains(
            $"href=\"{License}/history?cursor=the-cursor\"",
            await portal.Html($"{License}/history"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"href=\"{License}/history\"",
            await portal.Html($"{License}/history?cursor=the-cursor"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"GET /api/license/licenses/{Samples.LicenseId}/timeline?use=false&cursor=the-cursor&size=25",
            services.Asked
        );
        Assert.Contains(
            $"GET /api/activation/licenses/{Samples.LicenseId}/history?cursor=the-cursor&size=25",
            services.Asked
        );
    }

    [Fact]
    public async Task When_a_service_is_away_the_rest_is_shown_and_the_gap_is_said()
    {
        await using var portal = await PortalHost.Start(
            Account()
                .Fail($"GET /api/activation/licenses/{Samples.LicenseId}/history", new HttpRequestException("away"))
        );
        var html = await portal.Html($"{License}/history");
        Assert.Contains("Part of the history cannot be shown right now.", html, StringComparison.Ordinal);
        Assert.Contains("License issued", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_is_read_in_its_own_script_here_as_in_lists()
    {
        await using var portal = await PortalHost.Start(
            Account()
                .Answer(
                    $"GET /api/activation/licenses/{Samples.LicenseId}/history",
                    new
                    {
                        items = new[]
                        {
                            new
                            {
                                id = Guid.CreateVersion7(),
                                at = Samples.Now,
                                action = "deactivated",
                                by = "program",
                                device = "seekarten.xn--mller-kva.example",
                                cursor = "c",
                            },
                        },
                    }
                )
        );
        foreach (var page in new[] { License, $"{License}/history" })
            Assert.Contains(
                "<bdi>seekarten.müller.example</bdi>",
                WebUtility.HtmlDecode(await portal.Html(page)),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task A_device_has_a_page_with_everything_that_is_known_of_it()
    {
        await using var portal = await PortalHost.Start(Account());
        var html = WebUtility.HtmlDecode(await portal.Html(Device));
        Assert.All(
            [
                "<h1>STUDIO-WS-04</h1>",
                Samples.Identifier,
                "windows",
                "5.2.1",
                "203.0.113.7",
                "Not since its activation",
                $"href=\"{License}\"",
                $"{License}?check={Samples.ActivationId}",
                $"{Device}/deactivate?returnUrl=",
                "1 of 3 used in 365 days",
                "Activated: <bdi>STUDIO-WS-04</bdi>",
            ],
            words => Assert.Contains(words, html, StringComparison.Ordinal)
        );
        Assert.Contains($"href=\"{Device}\"", await portal.Html("/activations"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deactivated_device_says_who_ended_it_when_and_until_when_its_file_is_good()
    {
        var services = Account().Answer($"GET /api/activation{Device}", Samples.Deactivated("customer", Member));
        await using var portal = await PortalHost.Start(services);
        var html = WebUtility.HtmlDecode(await portal.Html($"{Device}?deactivated={Samples.ActivationId}"));
        Assert.Contains("by Łucja Wiśniewska", html, StringComparison.Ordinal);
        Assert.Contains("Good until", html, StringComparison.Ordinal);
        Assert.Contains("STUDIO-WS-04 is deactivated.", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"{Device}/deactivate", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deactivated_device_whose_license_file_is_out_says_when_its_slot_is_free_again()
    {
        var until = Samples.Now.AddDays(20);
        var row = Samples.Deactivated("software", userId: null, slotHeldUntil: until);
        var services = Account()
            .Answer($"GET /api/activation{Device}", row)
            .Answer("GET /api/activation/activations", new { items = new[] { row }, total = 1 });
        await using var portal = await PortalHost.Start(services);
        var html = WebUtility.HtmlDecode(await portal.Html($"{Device}?deactivated={Samples.ActivationId}"));
        Assert.Contains("the slot is free again on", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Its slot is free now", html, StringComparison.Ordinal);
        Assert.Contains("Free again on", html, StringComparison.Ordinal);
        Assert.Contains("Slot free again on", await portal.Html("/activations"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_of_somebody_else_does_not_exist()
    {
        var other = Guid.NewGuid();
        await using var portal = await PortalHost.Start(
            Samples
                .Account()
                .Refuse($"GET /api/activation/activations/{other}", HttpStatusCode.NotFound, "not-found", "Nothing.")
                .Refuse(
                    $"GET /api/activation/activations/{other}/history",
                    HttpStatusCode.NotFound,
                    "not-found",
                    "Nothing."
                )
        );
        var answer = await portal.Get($"/activations/{other}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(
            "There is no such device in your account",
            await PortalHost.Text(answer),
            StringComparison.Ordinal
        );
    }

    private static CannedServices Account() =>
        Samples
            .Account()
            .Answer(
                $"GET /api/license/licenses/{Samples.LicenseId}/timeline",
                new
                {
                    items = new object[]
                    {
                        new
                        {
                            id = Guid.NewGuid(),
                            at = Samples.Now.AddDays(-1),
                            action = "key-revealed",
                            by = "customer",
                            detail = "Anna Lindqvist",
                        },
                        new
                        {
                            id = Guid.NewGuid(),
                            at = Samples.Now.AddDays(-30),
                            action = "renewed",
                            by = "vendor",
                            until = Samples.Now.AddDays(300),
                        },
                        new
                        {
                            id = Guid.NewGuid(),
                            at = Samples.Now.AddDays(-40),
                            action = "imported",
                            by = "vendor",
                        },
                        new
                        {
                            id = Guid.NewGuid(),
                            at = Samples.Now.AddDays(-400),
                            action = "issued",
                            by = "vendor",
                        },
                    },
                }
            )
            .Answer($"GET /api/activation/licenses/{Samples.LicenseId}/history", new { items = OfDevices() })
            .Answer($"GET /api/activation/activations/{Samples.ActivationId}/history", new { items = OfDevices() })
            .Answer(
                $"GET /api/download/licenses/{Samples.LicenseId}/history",
                new
                {
                    items = new[]
                    {
                        new
                        {
                            id = Guid.NewGuid(),
                            at = Samples.Now.AddDays(-1.5),
                            action = "file-given-out",
                            by = "customer",
                            userId = Member,
                            detail = "setup.exe, version 5.2.1",
                        },
                    },
                }
            )
            .Answer(
                "GET /api/identity/names",
                new { items = new[] { new { id = Member, displayName = "Łucja Wiśniewska" } } }
            );

    private static object[] OfDevices() =>
        [
            new
            {
                id = Guid.NewGuid(),
                at = Samples.Now.AddDays(-2),
                action = "deactivated",
                by = "customer",
                userId = Member,
                device = "STUDIO-WS-04",
            },
            new
            {
                id = Guid.NewGuid(),
                at = Samples.Now.AddDays(-3),
                action = "activation-refused",
                by = "program",
                device = "new-laptop",
                detail = "ACTIVATION_LIMIT_REACHED",
            },
            new
            {
                id = Guid.NewGuid(),
                at = Samples.Now.AddDays(-4),
                action = "license-file-issued",
                by = "program",
                device = "STUDIO-WS-04",
                detail = "2026-12-20T00:00:00Z",
            },
            new
            {
                id = Guid.NewGuid(),
                at = Samples.Now.AddDays(-5),
                action = "activated",
                by = "program",
                device = "STUDIO-WS-04",
            },
        ];

    private static HistoryEntry Entry(int at, int id)
    {
        var key = new Guid(id, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
        return new(Samples.Now.AddDays(at), "activated", null) { Id = key, Cursor = $"{at}.{key:N}" };
    }

    /// <summary>As a service pages: what is after the cursor, in whole instants of a row.</summary>
    private static HistoryPart Part(List<HistoryEntry> all, string? cursor, int size)
    {
        var after = all.Where(entry => cursor is null || IsAfter(entry, cursor)).ToList();
        var (items, next) = History.Merge([new(after, null)], size);
        return new(items, next);
    }

    private static bool IsAfter(HistoryEntry entry, string cursor)
    {
        var parts = cursor.Split('.');
        var (at, id) = (Samples.Now.AddDays(int.Parse(parts[0], null)), Guid.Parse(parts[1]));
        return entry.At < at || (entry.At == at && entry.Id.CompareTo(id) < 0);
    }
}
