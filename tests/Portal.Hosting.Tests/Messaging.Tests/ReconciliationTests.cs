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

    private readonly FakeTimeProvider _clock = new();
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
        Assert.Equal(DateTimeOffset.UnixEpoch, Since(source.Requests.First(IsFeed)));
        Assert.Equal(Noon.AddMinutes(60 - 5), Since(source.Requests.Last(IsFeed)));
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
            var (since, after) = (
                DateTimeOffset.Parse(query["since"]!, CultureInfo.InvariantCulture),
                Guid.Parse(query["after"]!)
            );
            var rest = _facts
                .Where(fact => (ChangedAt(fact), fact.ThingId).CompareTo((since, after)) > 0)
                .OrderBy(ChangedAt)
                .ThenBy(fact => fact.ThingId)
                .ToList();
            var page = rest.Take(pageSize).ToList();
            var next = rest.Count > pageSize ? new { since = ChangedAt(page[^1]), after = page[^1].ThingId } : null;
            return new(HttpStatusCode.OK)
            {
                Content = JsonContent.Create(new { items = page, next }, options: Wire.Options),
            };
        });

    /// <summary>As <see cref="ThingsService"/> tells its feed.</summary>
    private static DateTimeOffset ChangedAt(ThingChanged fact) => Noon.AddMinutes(fact.Version);

    private static bool IsFeed(OtherSide.Seen request) => request.Address.AbsolutePath == "/replication/things";

    private static DateTimeOffset Since(OtherSide.Seen request) =>
        DateTimeOffset.Parse(QueryHelpers.ParseQuery(request.Address.Query)["since"]!, CultureInfo.InvariantCulture);
}
