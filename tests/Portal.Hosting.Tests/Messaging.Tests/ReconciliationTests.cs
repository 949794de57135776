using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using Portal.ServiceDefaults;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;
using Portal.ServiceDefaults.Tests.Running;
using Portal.Testing;

namespace Portal.Messaging.Tests;

[Collection(nameof(Servers))]
public sealed class ReconciliationTests(Servers servers)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon.AddDays(1));
    private readonly List<ThingChanged> _facts = [];

    [Fact]
    public async Task Facts_that_never_came_as_events_arrive_at_the_start_page_by_page()
    {
        _facts.AddRange(Enumerable.Range(0, 5).Select(_ => ThingChanged.New()));
        await using var service = await ThingsService.Started(servers, source: Source(pageSize: 2), clock: _clock);
        await service.UntilKept(_facts.Select(fact => fact.ThingId));
    }

    [Fact]
    public async Task A_lost_change_arrives_with_the_next_hour_and_only_changes_are_read()
    {
        var source = Source();
        _facts.Add(ThingChanged.New(version: 60));
        await using var service = await ThingsService.Started(servers, source: source, clock: _clock);
        await service.UntilKept(_facts[0].ThingId);
        var lost = ThingChanged.New(version: 61);
        _facts.Add(lost);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Null(await service.Find(lost.ThingId));

        await Eventually.Is(
            async () =>
            {
                _clock.Advance(TimeSpan.FromMinutes(10));
                return await service.Find(lost.ThingId) is not null;
            },
            "the lost change arrives"
        );
        Assert.DoesNotContain("since", source.Requests.First(IsFeed).Address.Query, StringComparison.Ordinal);
        Assert.Equal(
            Noon.AddMinutes(60 - 5),
            Since(source.Requests.First(request => IsFeed(request) && IsSince(request)))
        );
    }

    [Fact]
    public async Task A_copy_that_claims_to_be_newer_than_its_source_is_replaced_and_one_that_it_does_not_know_goes()
    {
        var (forged, right) = (ThingChanged.New("forged", long.MaxValue), ThingChanged.New("true", version: 3));
        var madeUp = ThingChanged.New("made up");
        _facts.Add(right with { ThingId = forged.ThingId });
        _facts.AddRange(Enumerable.Range(0, 5).Select(_ => ThingChanged.New()));
        await using var service = await ThingsService.Started(servers, clock: _clock);
        await service.InDatabase(async db =>
        {
            await db.Keep(forged, TestContext.Current.CancellationToken);
            await db.Keep(madeUp, TestContext.Current.CancellationToken);
            return true;
        });
        await using var again = await ThingsService.Started(
            servers,
            database: service.Database,
            source: Source(pageSize: 2),
            clock: _clock
        );
        await Eventually.Is(
            async () => (await again.Find(forged.ThingId))?.Name == "true" && await again.Find(madeUp.ThingId) is null,
            "the copies are what their owner says"
        );
    }

    [Fact]
    public async Task A_copy_that_is_newer_because_its_event_came_meanwhile_stays()
    {
        var old = ThingChanged.New("old");
        var news = old with { Name = "new", Version = 2 };
        _facts.Add(old);
        var source = Source();
        source.Answered = request =>
        {
            // Changed between the page and the question.
            if (IsFeed(request) && !request.Address.Query.Contains("id=", StringComparison.Ordinal))
                _facts[0] = news;
        };
        await using var service = await ThingsService.Started(servers, clock: _clock);
        await service.InDatabase(async db =>
        {
            await db.Keep(news, TestContext.Current.CancellationToken);
            return true;
        });
        await using var again = await ThingsService.Started(
            servers,
            database: service.Database,
            source: source,
            clock: _clock
        );
        await Eventually.Is(
            () =>
                Task.FromResult(
                    source.Requests.Any(request => request.Address.Query.Contains("id=", StringComparison.Ordinal))
                ),
            "the owner was asked"
        );
        Assert.Equal("new", (await again.Find(old.ThingId))!.Name);
    }

    [Fact]
    public async Task A_fact_from_the_future_does_not_hide_what_changes_until_then()
    {
        var future = ThingChanged.New(version: 10_000_000);
        _facts.Add(future);
        await using var service = await ThingsService.Started(servers, source: Source(), clock: _clock);
        await service.UntilKept(future.ThingId);
        var next = ThingChanged.New(version: 60 * 24);
        _facts.Add(next);
        await Eventually.Is(
            async () =>
            {
                _clock.Advance(TimeSpan.FromMinutes(10));
                return await service.Find(next.ThingId) is not null;
            },
            "what changed later arrives"
        );
    }

    [Fact]
    public async Task While_the_source_is_away_it_waits_and_says_so_once()
    {
        var source = Source();
        source.Outage = new HttpRequestException("refused");
        var fact = ThingChanged.New();
        _facts.Add(fact);
        await using var service = await ThingsService.Started(servers, source: source, clock: _clock);
        await Eventually.Is(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(source.Requests.Count >= 15);
            },
            "it tried several times"
        );
        Assert.Contains("Reconciliation with", Assert.Single(service.Log.Lines).Text);

        source.Outage = null;
        await Eventually.Is(
            async () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return await service.Find(fact.ThingId) is not null;
            },
            "the fact arrives after all"
        );
        Assert.Single(service.Log.Lines);
    }

    private OtherSide Source(int pageSize = 500) =>
        new(request =>
        {
            if (request.RequestUri!.AbsolutePath == "/identity/connect/token")
                return new(HttpStatusCode.OK)
                {
                    Content = JsonContent.Create(new { access_token = "token", expires_in = 300 }),
                };
            var query = QueryHelpers.ParseQuery(request.RequestUri.Query);
            var wanted = query.GetValueOrDefault("id").Select(id => Guid.Parse(id!)).ToList();
            var after = wanted.Count > 0 ? Guid.Empty : Guid.Parse(query["after"]!);
            DateTimeOffset? since = query.TryGetValue("since", out var text)
                ? DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture)
                : null;
            var rest = _facts
                .Where(fact =>
                    wanted.Count > 0 ? wanted.Contains(fact.ThingId)
                    : since is { } from ? (ChangedAt(fact), fact.ThingId).CompareTo((from, after)) > 0
                    : fact.ThingId.CompareTo(after) > 0
                )
                .OrderBy(fact => since is null ? default : ChangedAt(fact))
                .ThenBy(fact => fact.ThingId)
                .ToList();
            var page = rest.Take(pageSize).ToList();
            var next =
                rest.Count > pageSize
                    ? new
                    {
                        since = since is null ? (DateTimeOffset?)null : ChangedAt(page[^1]),
                        after = page[^1].ThingId,
                    }
                    : null;
            return new(HttpStatusCode.OK)
            {
                Content = JsonContent.Create(new { items = page, next }, options: Wire.Options),
            };
        });

    /// <summary>As <see cref="ThingsService"/> tells its feed.</summary>
    private static DateTimeOffset ChangedAt(ThingChanged fact) => Noon.AddMinutes(fact.Version);

    private static bool IsFeed(OtherSide.Seen request) => request.Address.AbsolutePath == "/replication/things";

    private static bool IsSince(OtherSide.Seen request) =>
        request.Address.Query.Contains("since=", StringComparison.Ordinal);

    private static DateTimeOffset Since(OtherSide.Seen request) =>
        DateTimeOffset.Parse(QueryHelpers.ParseQuery(request.Address.Query)["since"]!, CultureInfo.InvariantCulture);
}
