using System.Collections.Concurrent;
using Portal.ServiceDefaults;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;
using Portal.ServiceDefaults.Tests.Running;
using Portal.Testing;

namespace Portal.Messaging.Tests;

/// <summary>The broker and the database go away and come back; nobody does anything about it.</summary>
[Collection(nameof(Servers))]
public sealed class OutageTests(Servers servers)
{
    [Fact]
    public async Task Nothing_is_lost_while_the_broker_is_killed_under_writes()
    {
        await using var service = await ThingsService.Started(servers);
        await servers.UntilWrittenDown(WhenThingChanged.Queue);
        using var stop = new CancellationTokenSource();
        var written = new ConcurrentQueue<Guid>();
        var writing = Write(service, written, stop.Token);
        for (var kill = 0; kill < 2; kill++)
        {
            var before = written.Count;
            await Eventually.Is(
                () => Task.FromResult(written.Count > before + 50),
                "it is written while the broker is there"
            );
            await servers.Kill("rabbitmq");
            await servers.WaitUntilHealthy("rabbitmq");
        }
        await stop.CancelAsync();
        await writing;

        await service.UntilKept(written);
        await service.UntilPublished();
        Assert.NotEmpty(written);
        await using var broker = await Broker.Of(servers);
        Assert.Empty(await Leftovers(broker));
    }

    [Fact]
    public async Task A_broker_that_is_away_for_a_minute_holds_up_nobody_and_loses_nothing()
    {
        await using var service = await ThingsService.Started(servers);
        var facts = Enumerable.Range(0, 10).Select(_ => ThingChanged.New()).ToList();
        var started = TimeProvider.System.GetTimestamp();
        using (servers.Hang("rabbitmq"))
        {
            await service.Commit(facts);
            await Eventually.Is(
                () =>
                    Task.FromResult(
                        service.Log.Lines.Any(line =>
                            line.Text.Contains("10 of 10 events were not published", StringComparison.Ordinal)
                        )
                    ),
                "the dispatcher gives up and tries again"
            );
            await Eventually.Is(
                () => Task.FromResult(TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(1)),
                "a minute has passed",
                TimeSpan.FromMinutes(2)
            );
        }
        await service.UntilKept(facts.Select(fact => fact.ThingId));
        await service.UntilPublished();
    }

    [Fact]
    public async Task A_reaction_waits_out_its_database_for_longer_than_it_gives_poison()
    {
        await using var service = await ThingsService.Started(servers);
        await using var broker = await Broker.Of(servers);
        var facts = Enumerable.Range(0, 50).Select(_ => ThingChanged.New()).ToList();
        var started = TimeProvider.System.GetTimestamp();
        await servers.Kill("postgres");
        foreach (var fact in facts)
            await broker.Send(
                WhenThingChanged.Queue,
                System.Text.Json.JsonSerializer.Serialize(fact, Wire.Options),
                Guid.CreateVersion7()
            );
        while (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(9))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            if (servers.Runs("postgres"))
                await servers.Kill("postgres");
        }
        await servers.WaitUntilHealthy("postgres");

        await service.UntilKept(facts.Select(fact => fact.ThingId));
        Assert.Empty(await Leftovers(broker));
    }

    private static async Task Write(
        ThingsService service,
        ConcurrentQueue<Guid> written,
        CancellationToken cancellationToken
    )
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var facts = Enumerable.Range(0, 5).Select(_ => ThingChanged.New()).ToList();
            await service.Commit(facts);
            facts.ForEach(fact => written.Enqueue(fact.ThingId));
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> Leftovers(Broker broker) =>
        await broker.Exists(WhenThingChanged.Queue + "_error")
            ? await broker.Drain(WhenThingChanged.Queue + "_error")
            : new Dictionary<string, string>();
}
